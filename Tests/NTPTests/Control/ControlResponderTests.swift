// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ControlResponderTests {
    private func header(_ result: Result<[[UInt8]], ControlSilence>) -> ControlHeader? {
        (try? result.get())?.last.flatMap { ControlHeader($0.span) }
    }

    @Test func `the associations, octet for octet, as ntpq -c as asks for them`() throws {
        let answer = try responses(octets("16 01 0001 0000 0000 0000 0000")).get()
        // No warning, version 2, a response to READSTAT; the system follows a pulse and was synchronised once.
        #expect(answer == [octets("16 81 0001 0115 0000 0000 0008  0001 9414  0002 961A")])
    }

    @Test func `a list of variables, octet for octet`() throws {
        let request = octets("16 02 0102 0000 0002 0000 000B") + Array("refid,reach".utf8) + [0]
        let expected =
            octets("16 82 0102 961A 0002 0000 0017") + Array("refid=PPS, reach=0xff\r\n".utf8) + [0]
        #expect(try responses(request).get() == [expected])
    }

    @Test func `an error, octet for octet`() throws {
        let request = octets("1E 02 0007 0000 0009 0000 0000")
        #expect(try responses(request).get() == [octets("1E C2 0007 0400 0009 0000 0000")])
    }

    @Test func `the system's variables, as ntpq -c rv shows them`() {
        #expect(
            text(responses(controlRequest(2)))
                == """
                version="gnomon 0.1.0", processor="x86_64", system="Linux/6.1.0",\r
                leap=0, stratum=1, precision=-24, rootdelay=0.000000,\r
                rootdisp=0.015259, refid=GPS, reftime=0xe8fe6f80.00000000,\r
                clock=0xe8fe6f80.80000000, peer=2, tc=0, mintc=0, offset=-0.000012,\r
                frequency=-12.500000, sys_jitter=0.000210, clk_jitter=0.000090,\r
                clk_wander=0.000150, tai=37, leapsec=201701010000, expire=202612280000\r

                """)
    }

    @Test func `an association's variables, as ntpq -c rv shows them`() {
        let usual = text(responses(controlRequest(2, association: 2)))
        #expect(
            usual == """
                srcadr=127.127.22.0, srcport=123, srchost="PPS(0)", dstadr=127.0.0.1,\r
                dstport=123, leap=0, stratum=0, precision=-24, rootdelay=0.000000,\r
                rootdisp=0.000000, refid=PPS, reftime=0xe8fe6f80.00000000,\r
                rec=0xe8fe6f80.00000000, reach=0xff, unreach=0, hmode=3, pmode=4,\r
                hpoll=0, ppoll=0, headway=0, flash=0x0, keyid=0, offset=-0.001012,\r
                delay=0.000000, jitter=0.000210\r

                """)
        // Asked for its status, it tells the same.
        #expect(text(responses(controlRequest(1, association: 2))) == usual)
    }

    @Test func `a long response comes in fragments of 468 octets that fit together`() throws {
        var facts = controlFacts()
        facts.system.system = String(repeating: "Linux", count: 50)
        let fragments = try responses(controlRequest(2), facts).get()
        #expect(fragments.map { $0.count >= 480 } == [true, false])
        #expect(fragments[0].count == 480)
        #expect(text(.success(fragments))?.contains("expire=") == true)
    }

    @Test func `what counts nothing is left out, and what counts much has all its digits`() {
        let names = "ss_uptime,ss_thisver,ss_received,ss_received_r,ss_limited"
        #expect(
            text(responses(controlRequest(2, names)))
                == "ss_uptime=3600, ss_received=20000000000, ss_received_r=20000000000,\r\nss_limited=0\r\n")
        #expect(text(responses(controlRequest(2, "ss_oldver"))) == "")
    }

    @Test(arguments: [
        ("leap", "leap=0\r\n"), (" leap , ,\tstratum ", "leap=0, stratum=1\r\n"), ("leap,leap", "leap=0\r\n"),
        ("leap=3", "leap=0\r\n"), ("stratum,leap", "stratum=1, leap=0\r\n"), (",,", nil as String?),
    ])
    func `names are read as ntpd reads them`(names: String, answer: String?) {
        let told = text(responses(controlRequest(2, names)))
        #expect(answer == nil ? told?.hasPrefix("version=") == true : told == answer)
    }

    @Test(arguments: [
        (UInt8(2), UInt16(0), "koffset", ControlError.unknownVariable), (2, 0, "leap\u{0}", .unknownVariable),
        (2, 0, "lea", .unknownVariable), (2, 2, "tai", .unknownVariable), (2, 3, "", .badAssociation),
        (1, 65_535, "", .badAssociation), (3, 0, "leap=3", .permissionDenied), (5, 1, "", .permissionDenied),
        (6, 0, "", .permissionDenied), (8, 0, "restrict default", .permissionDenied), (9, 0, "f", .permissionDenied),
        (11, 0, "ifstats", .permissionDenied), (31, 0, "", .permissionDenied), (10, 0, "nonce=1", .badOpcode),
        (12, 0, "", .badOpcode), (7, 0, "", .badOpcode), (30, 0, "", .badOpcode),
    ])
    func `what is not told is refused with its code`(opcode: UInt8, id: UInt16, names: String, error: ControlError) {
        let header = header(responses(controlRequest(opcode, association: id, names, sequence: 77)))
        #expect(header?.isError == true && header?.status == UInt16(error.rawValue) << 8)
        #expect(header?.sequence == 77 && header?.association == id && header?.opcode == opcode)
        #expect(header?.dataCount == 0)
    }

    @Test(arguments: ["", "16", "16 02 0001 0000 0000 0000 00", "23 02 0001 0000 0000 0000 0000"])
    func `what is no control message gets no answer`(request: String) {
        #expect(responses(octets(request)) == .failure(.notControl))
    }

    @Test(arguments: [0x82, 0x42, 0x22, 0xC2] as [UInt8])
    func `a response, an error or a fragment gets no answer`(second: UInt8) {
        var request = controlRequest(2)
        request[1] = second
        #expect(responses(request) == .failure(.notARequest))
        request = controlRequest(2)
        request[9] = 1
        #expect(responses(request) == .failure(.notARequest))
    }

    @Test(arguments: [0, 5, 6, 7] as [UInt8])
    func `nobody speaks these versions`(version: UInt8) {
        #expect(responses(controlRequest(2, version: version)) == .failure(.version))
    }

    @Test(arguments: 1...4)
    func `each version is answered in itself`(version: Int) {
        #expect(header(responses(controlRequest(2, version: UInt8(version))))?.version == UInt8(version))
    }

    @Test func `a length that does not hold is refused`() {
        for (octet, extra) in [(UInt8(1), 0), (0, 1), (200, 4)] as [(UInt8, Int)] {
            var request = controlRequest(2) + [UInt8](repeating: 0, count: extra)
            request[11] = octet
            #expect(header(responses(request))?.status == 0x0200)
        }
    }

    @Test func `a key's digest at the end changes nothing`() throws {
        let plain = controlRequest(2, "leap,tai,")
        #expect(try responses(plain + [UInt8](repeating: 0xAB, count: 20)).get() == responses(plain).get())
    }

    @Test func `who asks for a clock gets the one that is followed`() {
        let clock = text(responses(controlRequest(4)))
        #expect(clock?.hasPrefix("device=\"PPS(0)\", poll=3600, baddata=2") == true)
        #expect(text(responses(controlRequest(4, association: 1, "device"))) == "device=\"GNSS(0)\"\r\n")
    }

    @Test func `no name can break out of its quotes`() {
        var facts = controlFacts()
        facts.system.version = "a\"b,c\r\nd\u{1B}[31mé"
        #expect(text(responses(controlRequest(2, "version"), facts)) == "version=\"abcd[31m\"\r\n")
    }
}
