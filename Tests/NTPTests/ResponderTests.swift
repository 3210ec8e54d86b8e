// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// Requests as clients send them: those of chronyd and ntpdig as captured on a loopback interface, the others written
/// after their programs' sources.
enum Request {
    /// chronyd 4.3 (Debian 12): precision 32 and a random transmit timestamp, so that it tells nothing of its clock.
    static let chronyd = octets("23 00 06 20" + zeros(36) + "A05DCC24 5A661758")
    static let chronydVersion3 = octets("1B 00 06 20" + zeros(36) + "E000A1DD 8084B23E")
    static let chronydVersion2 = octets("13 00 06 20" + zeros(36) + "A75D1798 60E64A29")
    static let chronydVersion1 = octets("0B 00 06 20" + zeros(36) + "0666400E 7ECAF961")
    /// With its experimental extension field, F323.
    static let chronydWithField = octets(
        "23 00 06 20" + zeros(36) + "4979EB86 55B0B94F" + "F323 001C F5BEDD9A" + zeros(20))
    /// ntpdig of ntpsec 1.2.2 (Debian 12): all zero but the transmit timestamp, which is the time.
    static let ntpdig = octets("E3 00 00 00" + zeros(36) + "EEABA652 C4656000")
    /// ntpd 4.2.8 and ntpsec's: unsynchronised, with its own precision and dispersion, refid INIT.
    static let ntpd = octets("E3 00 06 E9 00000000 00000004 494E4954" + zeros(24) + "E9B2C3D4A5B6C7D8")
    /// busybox ntpd: version 4, a random transmit timestamp.
    static let busybox = octets("E3 00 06 EC 00010000 00010000 00000000" + zeros(24) + "D7A1B2C355667788")
    /// systemd-timesyncd: version 4, no poll.
    static let timesyncd = octets("23 00 00 00" + zeros(36) + "E9B2C3D4A5B6C7D8")
    /// The one that beginners write: one octet and 47 zeros.
    static let simplest = octets("1B" + zeros(47))
    /// Version 1 of RFC 1059: no mode.
    static let first = octets("08 00 06 00" + zeros(36) + "E9B2C3D4A5B6C7D8")
    /// Version 2 with its 12-octet authenticator (RFC 1119).
    static let second = octets("13 00 06 00" + zeros(36) + "E9B2C3D4A5B6C7D8 00000001 1122334455667788")
    /// Windows: version 3, unsynchronised.
    static let windows = octets("DB 00 11 E9 00000000 000A0304 00000000" + zeros(24) + "E9B2C3D4A5B6C7D8")

    static let all = [
        chronyd, chronydVersion3, chronydVersion2, chronydVersion1, chronydWithField, ntpd, ntpdig, busybox, timesyncd,
        simplest, first, second, windows,
    ]

    static func zeros(_ count: Int) -> String { String(repeating: "00", count: count) }
}

struct ResponderTests {
    @Test func `a request of chronyd gets these octets`() throws {
        let said = claim(state(bound: ErrorBound(base: .milliseconds(1)), lastUpdate: tai(unix: 1_700_000_000)))
        let reply = try answer(Request.chronyd, claim: said).get()
        let expected = octets(
            """
            24 01 06 E8  00000000  00000042  47505300
            E8FE6F80 00000000  A05DCC24 5A661758  E9000000 12345678  E9000000 13000000
            """)
        #expect(reply == expected)
    }

    @Test(arguments: Request.all)
    func `each real client's request is answered in its version and echoed`(request: [UInt8]) throws {
        let reply = try #require(header(try answer(request).get()))
        #expect(reply.version == request[0] >> 3 & 7)
        #expect(reply.mode == .server)
        #expect(reply.poll == Int8(bitPattern: request[2]))
        #expect(reply.origin == header(request)?.transmit)
        #expect(reply.stratum == 1)
        #expect(reply.leap == .none)
    }

    @Test func `a version 1 client is told from a peer by its port`() {
        #expect(answer(Request.first, from: 123) == .failure(.reservedMode))
        #expect(throws: Never.self) { try answer(Request.first, from: 1023).get() }
        #expect(throws: Never.self) { try answer(Request.chronydVersion1, from: 123).get() }
    }

    @Test(arguments: [
        ("00", Refusal.version), ("03", .version), ("2B", .version), ("3B", .version), ("18", .reservedMode),
        ("21", .symmetric), ("22", .symmetric), ("24", .server), ("25", .broadcast), ("26", .control),
        ("27", .privateUse), ("16", .control), ("17", .privateUse), ("3E", .control),
    ])
    func `what is no request of a client is refused by name`(first: String, reason: Refusal) {
        var request = Request.ntpdig
        request[0] = octets(first)[0]
        #expect(answer(request) == .failure(reason))
    }

    @Test(arguments: 0..<48)
    func `fewer octets than a header are too short`(count: Int) {
        #expect(answer(Array(Request.ntpdig[..<count])) == .failure(.tooShort))
    }

    @Test func `ntpq and ntpdc are refused by their mode although they are short`() {
        #expect(answer(octets("16 02 0001 0000 0000 0000 0000")) == .failure(.control))
        #expect(answer(octets("17 00 03 2A 00000000")) == .failure(.privateUse))
    }

    @Test func `nobody listens at port 0`() {
        #expect(answer(Request.ntpdig, from: 0) == .failure(.noReturnPort))
    }

    @Test func `a refused request stays as it was`() {
        var buffer = octets("16 02 0001 0000 0000 0000 0000")
        let before = buffer
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(count: 12, sourcePort: 1, receive: .unset)
        _ = try? Responder.respond(in: &span, to: arrival, transmit: .unset, claim: claim(state()))
        #expect(buffer == before)
    }

    @Test func `a count beyond the buffer is refused, not read`() {
        var buffer = Request.ntpdig
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(count: 49, sourcePort: 1, receive: .unset)
        #expect(throws: Refusal.tooLong) {
            try Responder.respond(in: &span, to: arrival, transmit: .unset, claim: claim(state()))
        }
    }
}
