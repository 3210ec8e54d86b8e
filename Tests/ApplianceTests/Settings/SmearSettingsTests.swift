// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `The smear's settings` {
    @Test func `say where, how, and over how long`() throws {
        let text = "ntp: {listen: ['10.0.0.1:123'], smear: {listen: ['10.0.0.2:123'], shape: cosine, hours: 20}}"
        let ntp = try Settings(reading: Array(text.utf8), file: "f").ntp
        #expect(ntp.smear.smear == LeapSmear(.cosine, duration: .seconds(72_000)))
        #expect(ntp.addresses.map(\.endpoint.description) == ["10.0.0.1:123", "10.0.0.2:123"])
        #expect(ntp.addresses.map { $0.smear != nil } == [false, true])
    }

    @Test func `smear nothing by default`() throws {
        let ntp = Settings(defaultsFor: .linux).ntp
        #expect(ntp.smear.smear == nil && ntp.addresses.allSatisfy { $0.smear == nil })
        #expect(ntp.smear.shape == .linear && ntp.smear.hours == 24)
    }

    @Test(arguments: Settings.NTPService.Smear.Shape.allCases, [1, 240])
    func `that are accepted can be kept`(_ shape: Settings.NTPService.Smear.Shape, hours: Int) {
        var smear = Settings.NTPService.Smear()
        (smear.listen, smear.shape, smear.hours) = ([.loopback(port: 5)], shape, hours)
        #expect(smear.smear != nil)
    }

    @Test(arguments: [
        (
            "ntp: {listen: ['10.0.0.1:123'], smear: {listen: ['10.0.0.1:123']}}",
            "1:49: ntp.smear.listen: 10.0.0.1:123 stands in ntp.listen: one address tells one time"
        ),
        ("ntp: {smear: {listen: ['10.0.0.1:123']}}", "1:23: ntp.smear.listen: 0.0.0.0:123 takes 10.0.0.1:123 too"),
        (
            "ntp: {listen: ['[::1]:123'], smear: {listen: ['[::]:123']}}",
            "1:46: ntp.smear.listen: [::]:123 takes [::1]:123 too"
        ),
        ("ntp: {smear: {hours: 0}}", "1:22: ntp.smear.hours: '0' must be 1 to 240"),
        ("ntp: {smear: {shape: quadratic}}", "1:22: ntp.smear.shape: 'quadratic' must be one of linear, cosine"),
        (
            "board: {start: '2036-02-07T06:27:00Z'}",
            "1:16: board.start: is for the simulated board: real ones begin now"
        ),
        ("board: {kind: simulated, start: soon}", "1:33: board.start: 'soon' must be now, or a UTC such as"),
        (
            "board: {kind: simulated, start: '1970-01-01T00:00:00Z'}",
            "1:33: board.start: '1970-01-01T00:00:00Z' must be"
        ),
    ])
    func `are refused where they cannot be`(_ text: String, said: String) {
        let found = faults(in: text)
        #expect(found.count == 1 && found.first?.hasPrefix(said) == true, "\(found)")
    }

    @Test(arguments: [
        "ntp: {smear: {listen: ['10.0.0.1:1123']}}", "ntp: {listen: ['0.0.0.0:123'], smear: {listen: ['[::1]:123']}}",
        "board: {kind: simulated, start: '2036-02-07T06:27:00Z'}", "board: {kind: simulated, start: now}",
    ])
    func `are accepted where nothing is in the way`(_ text: String) { #expect(faults(in: text).isEmpty) }
}
