// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// Any datagram, as it comes, and as a message of each kind, so that every parser is reached: what is read and written
/// again means the same, its TLVs are walked to their end, and management bears it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    read(bytes)
    guard var message = framed(bytes) else { return 0 }
    for type in MessageType.allCases {
        message[0] = message[0] & 0xF0 | type.rawValue
        read(message)
    }
    checkDesk(message)
    return 0
}

/// The same octets with a version and a length that a header must have.
private func framed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= MessageHeader.count else { return nil }
    var framed = bytes
    (framed[1], framed[2], framed[3]) = (0x12, UInt8(bytes.count >> 8 & 0xFF), UInt8(bytes.count & 0xFF))
    return framed
}

private func read(_ bytes: [UInt8]) {
    guard let header = MessageHeader(bytes.span) else { return }
    precondition(Int(header.messageLength) <= bytes.count)
    switch header.type {
    case .sync: check(SyncMessage.self, bytes)
    case .delayRequest: check(DelayRequestMessage.self, bytes)
    case .peerDelayRequest: check(PeerDelayRequestMessage.self, bytes)
    case .peerDelayResponse: check(PeerDelayResponseMessage.self, bytes)
    case .followUp: check(FollowUpMessage.self, bytes)
    case .delayResponse: check(DelayResponseMessage.self, bytes)
    case .peerDelayResponseFollowUp: check(PeerDelayResponseFollowUpMessage.self, bytes)
    case .announce: check(AnnounceMessage.self, bytes)
    case .signaling: check(SignalingMessage.self, bytes)
    case .management: check(ManagementMessage.self, bytes)
    }
}

private func check<Message: WireMessage>(_ kind: Message.Type, _ bytes: [UInt8]) {
    guard var message = Message(bytes.span) else { return }
    var buffer = [UInt8](repeating: 0xEE, count: 4_096)
    var span = buffer.mutableSpan
    precondition(message.write(into: &span) == Message.count)
    message.header.messageLength = UInt16(Message.count)
    precondition(Message(buffer.span) == message)
    checkSuffix(of: bytes, from: Message.count)
}

private func checkSuffix(of bytes: [UInt8], from offset: Int) {
    var tlvs = TLVs(bytes.span, from: offset)
    var end = offset
    while let tlv = tlvs.next(in: bytes.span) {
        precondition(tlv.offset == end + 4 && tlv.offset + tlv.count <= bytes.count)
        end = tlv.offset + tlv.count
        checkMeaning(of: bytes, tlv)
    }
}

private func checkMeaning(of bytes: [UInt8], _ tlv: TLV) {
    check(RequestUnicastTransmission.self, bytes, tlv)
    check(GrantUnicastTransmission.self, bytes, tlv)
    check(CancelUnicastTransmission.self, bytes, tlv)
    check(AcknowledgeCancelUnicastTransmission.self, bytes, tlv)
    check(PathTrace.self, bytes, tlv)
    check(AlternateTimeOffsetIndicator.self, bytes, tlv)
    check(FollowUpInformation.self, bytes, tlv)
    check(MessageIntervalRequest.self, bytes, tlv)
    check(GPTPCapable.self, bytes, tlv)
    check(PowerProfile.self, bytes, tlv)
    check(PowerProfile2011.self, bytes, tlv)
    check(SynchronizationMetadata.self, bytes, tlv)
    check(ManagementErrorStatus.self, bytes, tlv)
    if let found = ManagementTLV(bytes.span, tlv) { precondition(found.offset + found.count <= bytes.count) }
}

/// Written behind a message and read there, it is the same.
private func check<Content: WireTLV>(_ kind: Content.Type, _ bytes: [UInt8], _ tlv: TLV) {
    guard let content = Content(bytes.span, tlv) else { return }
    var buffer = [UInt8](repeating: 0xEE, count: 4_096)
    var span = buffer.mutableSpan
    var length = SignalingMessage(header: .any).write(into: &span)
    length = content.append(to: &span, after: length)
    var tlvs = TLVs(buffer.span, from: SignalingMessage.count)
    guard let again = tlvs.next(in: buffer.span) else { preconditionFailure("the length is not told") }
    precondition(Content(buffer.span, again) == content && tlvs.next(in: buffer.span) == nil)
    precondition(length == SignalingMessage.count + 4 + content.count && !tlvs.isMalformed)
}

extension MessageHeader {
    fileprivate static let any = MessageHeader(type: .signaling, messageLength: 0, source: .all)
}
