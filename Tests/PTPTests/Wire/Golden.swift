// SPDX-License-Identifier: Apache-2.0

import Foundation
import PTP
import TimeBase

/// Octets from hexadecimal digits; spaces and line breaks are for the reader.
func octets(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.map { $0.hexDigitValue ?? 0 }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// A file of Golden, which Wireshark reads as well (Tests/Grandmaster); lines that begin with `#` are for the reader.
func golden(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden").standardized
    let text = try String(contentsOf: folder.appending(path: name + ".hex"), encoding: .utf8)
    return octets(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined())
}

/// What `fill` writes; the buffer is not zero before, so that an octet that is not written shows.
func written(_ fill: (inout MutableSpan<UInt8>) -> Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: 1_452)
    var span = bytes.mutableSpan
    let count = fill(&span)
    return Array(bytes[..<count])
}

/// The TLVs of a message, by any of their kinds.
func tlvs<T>(_ message: [UInt8], from offset: Int, _ read: (Span<UInt8>, TLV) -> T) -> [T] {
    var tlvs = TLVs(message.span, from: offset)
    var found: [T] = []
    while let tlv = tlvs.next(in: message.span) { found.append(read(message.span, tlv)) }
    return found
}

let us = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FEA1_B2C3), number: 1)
let client = PortIdentity(clock: ClockIdentity(raw: 0x0050_C2FF_FE12_3456), number: 2)

/// 2023-11-20 07:26:29 TAI and so many nanoseconds.
func stamp(_ nanoseconds: UInt32) -> PTPTimestamp {
    PTPTimestamp(seconds: 0x655B_0A25, nanoseconds: nanoseconds) ?? .zero
}

/// As all golden messages begin, but for what is said.
func header(
    from source: PortIdentity = us, sequence: UInt16 = 0x0102, log: Int8 = 0x7F, flags: MessageFlags = [],
    correction: Int64 = 0, sdoId: UInt16 = 0
) -> MessageHeader {
    var header = MessageHeader(type: .sync, messageLength: 0, source: source)
    (header.sequence, header.logInterval, header.flags, header.sdoId) = (sequence, log, flags, sdoId)
    header.correction = TimeInterval(scaledNanoseconds: correction)
    return header
}

/// The message in these octets.
func read<Message: WireMessage>(_ kind: Message.Type, _ bytes: some Sequence<UInt8>) -> Message? {
    let octets = Array(bytes)
    return Message(octets.span)
}

func areWellFormed(_ bytes: [UInt8], from offset: Int) -> Bool { TLVs.areWellFormed(bytes.span, from: offset) }
