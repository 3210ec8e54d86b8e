// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

/// A frame with a right checksum around any payload.
private func frame(_ messageClass: UInt8, _ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let body = [messageClass, number, UInt8(payload.count & 255), UInt8(payload.count >> 8)] + payload
    let sum = UBXChecksum(of: body.span)
    return [0xB5, 0x62] + body + [sum.a, sum.b]
}

struct `Hostile streams` {
    /// Numbers and lengths of all the messages that are read.
    private static let messages: [(UInt8, UInt8, Int)] = [
        (0x01, 0x03, 16), (0x01, 0x06, 52), (0x01, 0x07, 92), (0x01, 0x20, 16), (0x01, 0x21, 20), (0x01, 0x22, 20),
        (0x01, 0x26, 24), (0x01, 0x30, 8), (0x01, 0x35, 8), (0x01, 0x3B, 40), (0x01, 0x61, 4), (0x01, 0x01, 20),
        (0x0D, 0x01, 16), (0x0D, 0x04, 28), (0x0A, 0x09, 60), (0x0A, 0x38, 4), (0x28, 0x00, 72), (0x0A, 0x04, 40),
    ]

    /// Random bytes, or all of them at the ends of their range.
    private static func payload(_ length: Int, _ random: inout Seeded) -> [UInt8] {
        let fill: UInt8? = [nil, nil, 0, 0xFF, 0x7F, 0x80].randomElement(using: &random)!
        return (0..<length).map { _ in fill ?? UInt8.random(in: 0...255, using: &random) }
    }

    private static func line(_ random: inout Seeded) -> [UInt8] {
        let types = ["RMC", "GGA", "GSA", "GSV", "GLL", "GNS", "ZDA", "GST", "GBS", "TXT"]
        let fields = [
            "", "A", "V", "235959.99", "000000", "235960", "311299", "010180", "4829.0", "N", "3", "99", "-1", "2099",
        ]
        var text =
            ["GP", "GN", "GL", "GA", "BD", "XX"].randomElement(using: &random)! + types.randomElement(using: &random)!
        for _ in 0..<Int.random(in: 0...20, using: &random) { text += "," + fields.randomElement(using: &random)! }
        return sentences([text])
    }

    @Test(arguments: [nil, 2019, 2100] as [Int?])
    func `right checksums around any content never trap, and memory stays bounded`(_ pivotYear: Int?) throws {
        let pivot = pivotYear.flatMap { CivilDate(year: $0, month: 1, day: 1) }.map(RolloverPivot.init(earliest:))
        var random = Seeded(state: UInt64(pivotYear ?? 1))
        var decoder = ReceiverDecoder(options: .init(pivot: pivot))
        var heard = 0
        for step in 0..<6000 {
            let (messageClass, number, length) = Self.messages.randomElement(using: &random)!
            let bytes =
                Bool.random(using: &random)
                ? frame(messageClass, number, Self.payload(length, &random)) : Self.line(&random)
            decoder.decode(bytes.span, at: at(Double(step) / 10)) { event in
                heard += 1
                if case .epoch(let epoch) = event { _ = (epoch.summary, epoch.reference) }
            }
            if step % 7 == 0 { decoder.idle(at: at(Double(step) / 10 + 0.05)) { _ in } }
        }
        decoder.finish { _ in }
        #expect(heard > 1000)
    }
}
