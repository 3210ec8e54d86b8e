// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

@testable import Appliance

@Suite struct `Network Time Security` {
    @Test func `is off unless it listens`() throws {
        #expect(try settings("").ntp.nts == Settings.NTPService.NTS())
        #expect(try settings("ntp: {nts: {}}").ntp.nts.listen == [])
    }

    @Test func `shows the page's certificate unless it has one of its own`() throws {
        let usual = try settings("ntp: {nts: {listen: [\"0.0.0.0:4460\"]}}")
        #expect(
            usual.ntsFiles?.certificate == "/var/lib/gnomon/tls.pem"
                && usual.ntsFiles?.key == usual.ntsFiles?.certificate)
        let one = try settings("ntp: {nts: {certificate: /etc/a.pem}}")
        #expect(one.ntsFiles?.certificate == "/etc/a.pem" && one.ntsFiles?.key == "/etc/a.pem")
        let two = try settings("ntp: {nts: {certificate: /etc/a.pem, key: /etc/b.pem}}")
        #expect(two.ntsFiles?.certificate == "/etc/a.pem" && two.ntsFiles?.key == "/etc/b.pem")
    }

    @Test func `sends clients where the time is`() throws {
        #expect(try settings("").ntsPlace == KENegotiation.Place())
        #expect(try settings("ntp: {listen: [\"127.0.0.1:1123\"]}").ntsPlace == KENegotiation.Place(port: 1123))
        #expect(
            try settings("ntp: {listen: [\"127.0.0.1:1123\", \"127.0.0.1:123\"]}").ntsPlace == KENegotiation.Place())
        let told = try settings("ntp: {nts: {server: ntp.example.org, port: 1124}}").ntsPlace
        #expect(told == KENegotiation.Place(server: "ntp.example.org", port: 1124))
    }

    @Test(arguments: [
        ("ntp: {nts: {listen: [\"0.0.0.0\"]}}", "has no port"),
        ("ntp: {nts: {port: 0}}", "1:19: ntp.nts.port: '0' must be 1 to 65535"),
        ("ntp: {nts: {server: \"a b\"}}", "must be the name or the address of a server"),
        ("ntp: {nts: {certificate: a.pem}}", "must be the absolute path of a file"),
        ("ntp: {nts: {lisen: []}}", "did you mean 'listen'"),
    ])
    func `is refused where it is wrong`(text: String, complaint: String) {
        #expect {
            try settings(text)
        } throws: {
            "\($0)".contains(complaint)
        }
    }
}
