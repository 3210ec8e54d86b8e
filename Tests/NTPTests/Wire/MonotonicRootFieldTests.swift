// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// chrony's experimental field 0xF323, on its way there and back.
struct MonotonicRootFieldTests {
    private static let magic = "F323 001C F5BEDD9A"
    private static let empty = String(repeating: "00", count: 20)

    private func request(_ field: String, version: UInt8 = 4) -> [UInt8] {
        var asked = NTPHeader(version: version, mode: .client)
        asked.transmit = NTPTimestamp(raw: 0x1234)
        return written(asked) + octets(field)
    }

    private func reply(_ request: [UInt8], tells: Bool = true, bound: Duration = .nanoseconds(100)) throws -> [UInt8] {
        var rules = Responder.Rules()
        rules.tellsMonotonicRoot = tells
        var desk = ReplyDesk(rules: rules, memory: InterleavedMemory(.nobody))
        desk.epoch = 0xABCD_EF01
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(
            count: request.count, sourcePort: 40_000, receive: NTPTimestamp(raw: 0xE900_0000_1234_5678))
        let count = try desk.respond(
            in: &span, to: arrival, transmit: NTPTimestamp(raw: 0xE900_0000_2000_0000),
            claim: claim(state(bound: ErrorBound(base: bound)))
        ).count
        return Array(buffer[..<count])
    }

    @Test func `who asks is told the dispersion to nanoseconds, the arrival and the epoch, in as many octets`() throws {
        let asked = request(Self.magic + Self.empty)
        let told = try reply(asked)
        #expect(told.count == asked.count && told.count == 76)
        // 100 ns and a precision of 2⁻²⁴ s: 43 units of 2⁻²⁸ s; the header can only say 15 µs.
        #expect(Array(told[48...]) == octets(Self.magic + "00000000 0000002B E900000012345678 ABCDEF01"))
        #expect(header(told)?.rootDispersion.raw == 1)
    }

    @Test func `more than the field can say is its largest number`() throws {
        let told = try reply(request(Self.magic + Self.empty), bound: .seconds(20))
        #expect(Array(told[60..<64]) == octets("FFFFFFFF"))
    }

    @Test(arguments: [
        "F323 001C F5BEDD9B", "F324 001C F5BEDD9A",
    ]) func `another magic or another type is left without an answer`(field: String) throws {
        #expect(try reply(request(field + Self.empty)).count == 48)
    }

    @Test func `a field of another length is no such field, and where it is off nobody is told`() throws {
        let long = request("F323 0020 F5BEDD9A" + Self.empty + "00000000")
        #expect(try reply(long).count == 48)
        #expect(try reply(request(Self.magic + Self.empty), tells: false).count == 48)
    }

    @Test func `it may come behind another field`() throws {
        let asked = request("0109 0010" + String(repeating: "00", count: 12) + Self.magic + Self.empty)
        let told = try reply(asked)
        #expect(told.count == 76 && Array(told[48..<56]) == octets(Self.magic))
    }

    @Test func `in units of 2⁻²⁸ s a bound is rounded up and never shrinks`() {
        #expect(NTPFine(roundingUp: .zero).raw == 0 && NTPFine(roundingUp: .seconds(-1)).raw == 0)
        #expect(NTPFine(roundingUp: .nanoseconds(1)).raw == 1 && NTPFine(roundingUp: .nanoseconds(4)).raw == 2)
        #expect(NTPFine(roundingUp: .seconds(1)).raw == 1 << 28 && NTPFine(roundingUp: .seconds(16)).raw == .max)
        #expect(NTPFine(raw: 1 << 28).duration == .seconds(1))
    }
}
