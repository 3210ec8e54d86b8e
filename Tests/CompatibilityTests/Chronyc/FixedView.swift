// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import Compatibility

/// What is told is what it was made with.
struct FixedView: Chronyc.View {
    var tracking = Chronyc.Tracking()
    var sources: [Chronyc.Source] = []
    var server = Chronyc.ServerStatistics()
    var clients: [Chronyc.Client] = []

    /// A clock, a pulse and a server; twenty clients.
    static var full: Self {
        var view = Self()
        var pulse = Chronyc.Source(.clock(0x5050_5300))
        pulse.state = .selected
        pulse.reach = 0o377
        pulse.sample = Chronyc.Sample(age: 1.9, offset: -12e-9, error: 30e-9)
        var server = Chronyc.Source(.server(IPAddress(v4: 0xC000_0201), name: "ntp.example"))
        server.exchange = Chronyc.Exchange()
        view.sources = [Chronyc.Source(.clock(0x474E_5353)), pulse, server]
        view.clients = (0..<20).map { number in
            var client = Chronyc.Client(IPAddress(v4: 0x0A00_0000 + UInt32(number)))
            client.ntp = Chronyc.Asking(hits: UInt64(number), drops: 0, interval: 16, age: 3)
            return client
        }
        return view
    }
}

/// A request as clients make one: its head, arguments, and zeros up to a length.
func request(_ command: UInt16, _ arguments: [UInt8] = [], count: Int, version: UInt8 = 6) -> [UInt8] {
    var octets: [UInt8] = [version, 1, 0, 0, UInt8(command >> 8), UInt8(command & 0xFF), 0, 0]
    octets += [0xDE, 0xAD, 0xBE, 0xEF] + [UInt8](repeating: 0, count: 8) + arguments
    return octets + [UInt8](repeating: 0, count: max(0, count - octets.count))
}

/// Of a reply: what was asked, what it holds, how it fared.
func head(_ reply: [UInt8]) -> [UInt16] {
    stride(from: 4, to: 10, by: 2).map { UInt16(reply[$0]) << 8 | UInt16(reply[$0 + 1]) }
}

/// Octets as they are read by people.
func octets(_ hexadecimal: String) throws -> [UInt8] {
    let digits = hexadecimal.filter { !$0.isWhitespace }
    return try stride(from: 0, to: digits.count, by: 2).map { place in
        let start = digits.index(digits.startIndex, offsetBy: place)
        return try #require(UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16))
    }
}
