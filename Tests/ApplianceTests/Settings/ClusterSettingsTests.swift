// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing

@testable import Appliance

@Suite struct ClusterSettingsTests {
    private func read(_ text: String) throws -> Settings { try Settings(reading: Array(text.utf8), file: "x") }

    private func faults(_ text: String) -> String {
        do { _ = try read(text) } catch { return "\(error)" }
        return ""
    }

    @Test func `By default nothing but our own time is told`() throws {
        #expect(try read("ntp: {peers: [10.0.0.2]}").ntp.localTime == nil)
        #expect(ClusterPlan(Settings(defaultsFor: .linux).ntp) == nil)
    }

    @Test func `The rule is what the file says`() throws {
        let text = """
            ntp:
              peers: [10.0.0.2, '10.0.0.3:1123', '2001:db8::1', '[2001:db8::2]', '[2001:db8::3]:124']
              local: {stratum: 9, orphan: true, waitSeconds: 7, from: clock, slewPpm: 50, poll: 4}
            """
        let ntp = try read(text).ntp
        let expected = LocalTimeRule(
            stratum: 9, isOrphan: true, wait: .seconds(7), beginning: .clock, slewRate: 50e-6)
        #expect(ntp.localTime == expected)
        #expect(ntp.peers.map(\.port) == [123, 1123, 123, 123, 124])
        #expect(ClusterPlan(ntp)?.poll == 4)
    }

    @Test func `A group is a place where NTP is served`() throws {
        let ntp = try read("ntp: {listen: ['10.0.0.1:123'], manycast: [239.192.0.1, 'ff05::101']}").ntp
        #expect(ntp.addresses.map(\.description) == ["10.0.0.1:123", "239.192.0.1:123", "[ff05::101]:123"])
        #expect(ntp.groups.isEmpty)
        let all = try read("ntp: {listen: ['0.0.0.0:123'], manycast: [239.192.0.1, 'ff05::101']}").ntp
        #expect(all.addresses.map(\.description) == ["0.0.0.0:123", "[ff05::101]:123"])
        #expect(all.groups.map(\.description) == ["239.192.0.1"])
    }

    @Test func `A broadcast has an address and a key`() throws {
        let text = "ntp: {keys: /etc/gnomon/ntp.keys, broadcast: [{address: 10.0.0.255, key: 7, interval: 4}]}"
        let broadcast = try #require(try read(text).ntp.broadcast.first)
        #expect("\(broadcast.destination)" == "10.0.0.255:123" && broadcast.key == 7 && broadcast.interval == 4)
    }

    @Test(arguments: [
        ("ntp: {keys: /a/b, broadcast: [{address: 10.0.0.255}]}", "nobody should believe a broadcast without one"),
        ("ntp: {broadcast: [{address: 10.0.0.255, key: 7}]}", "ntp.keys names no file of keys"),
        ("ntp: {keys: /a/b, broadcast: [{key: 7}]}", "a broadcast address, such as 10.0.0.255"),
        ("ntp: {peers: [10.0.0.2], peerKey: 7}", "ntp.keys names their file"),
        ("ntp: {manycast: [10.0.0.1]}", "is no multicast group"),
        ("ntp: {manycast: ['ff02::101']}", "good on one link only"),
        ("ntp: {local: {stratum: 16}}", "'16' must be 1 to 15"),
        ("ntp: {local: {stratum: 8, orphan: true}}", "it needs the other servers in ntp.peers"),
        ("ntp: {peers: [10.0.0.2], local: {orphan: true}}", "it needs local.stratum"),
        ("ntp: {peers: [0.0.0.0]}", "nobody's address"), ("ntp: {peers: [a.example]}", "no port"),
        ("ntp: {local: {stratum: 8, waitSecond: 5}}", "did you mean 'waitSeconds'?"),
    ]) func `What is wrong is told`(_ text: String, reason: String) {
        #expect(faults(text).contains(reason))
    }
}
