// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

@testable import Appliance

@Suite struct `The limit of NTP` {
    @Test(arguments: ["", "ntp: {}", "ntp: {limit: {}}", "ntp: {limit: {mode: on}}"])
    func `is on unless it is switched off`(text: String) throws {
        let reception = try settings(text).ntp.reception
        #expect(reception.limit == RateLimit() && !reception.tellsDenied)
    }

    @Test func `switched off lets everybody ask as often as he likes`() throws {
        #expect(try settings("ntp: {limit: {mode: off, burst: 3}}").ntp.reception.limit == nil)
    }

    @Test func `is as it is written`() throws {
        let reception = try settings(
            """
            ntp:
              tellDenied: true
              limit:
                interval: 3
                burst: 8
                leak: 1
                kiss: 0
                strangersPerSecond: 0
                returningPerSecond: 7
                memorySeconds: 60
                clients: 1000
            """
        ).ntp.reception
        var limit = RateLimit()
        (limit.interval, limit.burst, limit.leak, limit.kiss) = (3, 8, 1, 0)
        (limit.strangers, limit.returning, limit.memory, limit.capacity) = (0, 7, 60, 1000)
        #expect(reception.limit == limit && reception.tellsDenied)
    }

    @Test(arguments: [
        ("ntp: {limit: off}", "1:14: ntp.limit: must be a section of keys"),
        ("ntp: {limit: {mode: maybe}}", "1:21: ntp.limit.mode: 'maybe' must be one of on, off"),
        ("ntp: {limit: {interval: -20}}", "1:25: ntp.limit.interval: '-20' must be -19 to 12"),
        ("ntp: {limit: {burst: 0}}", "1:22: ntp.limit.burst: '0' must be 1 to 255"),
        ("ntp: {limit: {leak: 5}}", "1:21: ntp.limit.leak: '5' must be 1 to 4"),
        ("ntp: {limit: {clients: 4}}", "1:24: ntp.limit.clients: '4' must be 8 to 1048576"),
        ("ntp: {limit: {brust: 4}}", "did you mean 'burst'"),
        ("ntp: {tellDenied: 1}", "1:19: ntp.tellDenied: must be true or false"),
    ])
    func `is refused where it is wrong`(text: String, complaint: String) {
        #expect {
            try settings(text)
        } throws: {
            "\($0)".contains(complaint)
        }
    }
}
