// SPDX-License-Identifier: Apache-2.0

/// What a client told of itself when its management was asked.
public struct ClientReport: Hashable, Sendable, BitwiseCopyable {
    /// The port that answered.
    public var client: PortIdentity
    /// Its clock − its master's, as it measures it; `nil`: not told, or it follows nobody.
    public var offset: TimeInterval?
    /// The mean of the ways to its master and back, as it measures them; `nil`: not told.
    public var pathDelay: TimeInterval?
    /// The clock that it follows in the end; `nil`: not told.
    public var grandmaster: ClockIdentity?
    /// What that one claims of itself; `nil`: not told.
    public var quality: ClockQuality?
    public var state: PortState?

    /// What every client with management knows, in the order in which the answers are of use: whom it follows before how
    /// far it is from that.
    static let questions: [ManagementID] = [.parentDataSet, .currentDataSet, .portDataSet]

    /// Asks one port, or every one of a clock, for one of ``questions``, or for linuxptp's TIME_STATUS_NP, which tells whom
    /// it follows and how far it is in one. Returns the octets written.
    public static func ask(
        _ id: ManagementID, of client: PortIdentity, header: MessageHeader, into buffer: inout MutableSpan<UInt8>
    ) -> Int {
        var message = ManagementMessage(header: header)
        message.targetPortIdentity = client
        return ManagementTLV.append(id, to: &buffer, after: message.write(into: &buffer))
    }

    /// `nil` where the message is no answer to one of these.
    public init?(_ message: Span<UInt8>) {
        guard let header = ManagementMessage(message), header.action == .response else { return nil }
        var tlvs = TLVs(message, from: ManagementMessage.count)
        guard let first = tlvs.next(in: message), let tlv = ManagementTLV(message, first) else { return nil }
        client = header.header.source
        switch (tlv.id, tlv.count) {
        case (.timeStatus, 50): readTimeStatus(message, tlv.offset)
        case (.currentDataSet, 18):
            offset = TimeInterval(scaledNanoseconds: message.signed64(tlv.offset + 2))
            pathDelay = TimeInterval(scaledNanoseconds: message.signed64(tlv.offset + 10))
        case (.parentDataSet, 32):
            quality = message.clockQuality(tlv.offset + 19)
            grandmaster = message.clockIdentity(tlv.offset + 24)
        case (.portDataSet, 26...): state = PortState(rawValue: message[tlv.offset + 10])
        default: return nil
        }
    }

    /// Whole nanoseconds; of no meaning unless gmPresent is set.
    private mutating func readTimeStatus(_ message: Span<UInt8>, _ data: Int) {
        grandmaster = message.clockIdentity(data + 42)
        guard message.big32(data + 38) != 0 else { return }
        let (scaled, isOver) = message.signed64(data).multipliedReportingOverflow(by: 65_536)
        if !isOver { offset = TimeInterval(scaledNanoseconds: scaled) }
    }
}

extension Span<UInt8> {
    fileprivate func signed64(_ offset: Int) -> Int64 { Int64(bitPattern: big64(offset)) }
}
