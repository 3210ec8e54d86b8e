// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Testing

private func management(_ text: String) throws -> Settings.Management {
    try Settings(reading: Array(text.utf8), file: "f").management
}

@Suite struct `The page's settings` {
    @Test func `are TLS for everyone on an appliance, and a way there`() throws {
        let read = try management("")
        #expect(read.tls == .init(mode: .on, certificate: "/var/lib/gnomon/tls.pem"))
        #expect(read.redirect.map(\.description) == ["0.0.0.0:80", "[::]:80"])
        #expect(read.users == "/var/lib/gnomon/users.json" && read.open.isEmpty && read.proxy == nil)
    }

    @Test func `are open in the demonstration, which only this machine hears`() throws {
        let read = try management("board: {kind: simulated}")
        #expect(!read.tls.isOn && read.redirect.isEmpty && read.open == [.status, .metrics])
        #expect(read.users?.hasSuffix("/users.json") == true)
    }

    @Test(arguments: [
        ("tls: false", ["0.0.0.0:80", "[::]:80"], false, []),
        ("tls: {mode: off}", ["0.0.0.0:80", "[::]:80"], false, []),
        ("listen: [\"127.0.0.1:80\", \"[::1]:80\"]", ["127.0.0.1:80", "[::1]:80"], false, []),
        ("listen: [\"10.0.0.1:8443\"]", ["10.0.0.1:8443"], true, []),
        ("listen: [\"10.0.0.1:443\"]", ["10.0.0.1:443"], true, ["10.0.0.1:80"]),
        ("listen: [\"10.0.0.1:443\"], redirect: []", ["10.0.0.1:443"], true, []),
        ("listen: [\"127.0.0.1:8443\"], tls: true", ["127.0.0.1:8443"], true, []),
        ("listen: [\"10.0.0.1:80\"], tls: {mode: off}", ["10.0.0.1:80"], false, []), ("listen: []", [], false, []),
        ("tls: {key: /etc/k.pem}", ["0.0.0.0:443", "[::]:443"], true, ["0.0.0.0:80", "[::]:80"]),
    ])
    func `leave nothing in the clear that others hear, unless they are told to`(
        _ text: String, _ listen: [String], _ isOn: Bool, _ redirect: [String]
    ) throws {
        let read = try management("management: {\(text)}")
        #expect(read.listen.map(\.description) == listen)
        #expect(read.tls.isOn == isOn)
        #expect(read.redirect.map(\.description) == redirect)
    }

    @Test func `are taken as they are said`() throws {
        let read = try management(
            """
            management:
              listen: ["10.0.0.1:8443"]
              redirect: ["10.0.0.1:8080"]
              tls: {mode: on, certificate: /etc/ssl/c.pem, key: /etc/ssl/k.pem}
              users: ~
              open: [metrics]
              proxy: {header: X-Remote-User, from: [10.0.0.0/8]}
            """)
        #expect(read.redirect.map(\.description) == ["10.0.0.1:8080"])
        #expect(read.tls == .init(mode: .on, certificate: "/etc/ssl/c.pem", key: "/etc/ssl/k.pem"))
        #expect(read.users == nil && read.open == [.metrics])
        #expect(read.proxy?.header == "X-Remote-User" && read.proxy?.from.map(\.description) == ["10.0.0.0/8"])
    }

    @Test(arguments: [
        Mistake("management: {tls: maybe}", "1:19: management.tls: must be true or false, but is the text 'maybe'"),
        Mistake("management: {tls: [1]}", "1:19: management.tls: must be a section of keys"),
        Mistake("management: {tls: {mode: 1}}", "1:26: management.tls.mode: '1' must be one of on, off"),
        Mistake("management: {tls: {cert: x}}", "1:20: management.tls.cert: unknown key"),
        Mistake("management: {listen: [\"10.0.0.1:80\"]}", "1:22: management.listen: port 80 is that of plain HTTP"),
        Mistake("management: {tls: {certificate: ~}}", "1:19: management.tls: TLS needs a file for its certificate"),
        Mistake(
            "management: {tls: false, redirect: [\"0.0.0.0:80\"]}",
            "1:36: management.redirect: there is no TLS to point to"),
        Mistake(
            "management: {listen: [\"10.0.0.1:8443\"], redirect: [\"10.0.0.1:8443\"]}",
            "1:51: management.redirect: the page itself listens there"),
        Mistake("management: {open: [all]}", "1:21: management.open[0]: 'all' must be one of status, metrics"),
        Mistake("management: {proxy: {header: X-User}}", "1:21: management.proxy.from: is needed here"),
        Mistake("management: {proxy: {from: [10.0.0.1]}}", "1:21: management.proxy.header: is needed here"),
        Mistake(
            "management: {proxy: {header: Cookie, from: [10.0.0.1]}}",
            "1:30: management.proxy.header: 'Cookie' has a meaning of its own"),
        Mistake(
            "management: {proxy: {header: \"X User\", from: [10.0.0.1]}}",
            "1:30: management.proxy.header: 'X User' must be the name of a header"),
    ])
    func `say what is wrong with them`(_ mistake: Mistake) {
        let said = faults(in: mistake.text)
        #expect(said.count == 1 && said.first?.contains(mistake.said) ?? false, "\(said)")
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("0.0.0.0/0", "9.9.9.9", true),
        ("::/0", "9.9.9.9", false), ("::/0", "2001:db8::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
    ])
    func `know whether an address lies in a network`(_ network: String, _ address: String, _ isIn: Bool) throws {
        let read = try management("management: {proxy: {header: X-User, from: [\"\(network)\"]}}")
        let prefix = try #require(read.proxy?.from.first)
        #expect(prefix.contains(try #require(IPAddress(address))) == isIn)
    }
}
