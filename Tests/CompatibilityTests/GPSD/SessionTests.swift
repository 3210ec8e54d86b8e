// SPDX-License-Identifier: Apache-2.0

import Compatibility
import Testing
import TimeBase

struct SessionTests {
    private static let noon = UTCInstant(day: 20_000, secondOfDay: 43_200)
    private let house = GPSDHouse(
        device: GPSDDevice(path: "/dev/ttyS1", driver: .ublox, model: "NEO-M8T", activated: noon), last: nil,
        version: "1.2.3", now: noon)
    private static let device =
        #"{"class":"DEVICE","path":"/dev/ttyS1","driver":"u-blox","subtype1":"MOD=NEO-M8T","activated":"2024-10-04T12:00:00.000Z","flags":1,"native":1}"#

    private func answer(_ session: inout GPSDSession, _ text: String) throws -> [String] {
        String(decoding: try session.receive(text.utf8, house), as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test func `a client is greeted with the protocol's version`() {
        #expect(
            String(decoding: GPSDSession().greeting(house), as: UTF8.self)
                == #"{"class":"VERSION","release":"3.22","rev":"gnomon-1.2.3","proto_major":3,"proto_minor":14}"#
                + "\r\n")
    }

    @Test func `the receiver is the only device`() throws {
        var session = GPSDSession()
        #expect(try answer(&session, "?DEVICES;") == [#"{"class":"DEVICES","devices":[\#(Self.device)]}"#])
        #expect(try answer(&session, "?DEVICE;") == [Self.device])
    }

    @Test func `watching is answered with the devices and what holds now`() throws {
        var session = GPSDSession()
        let answers = try answer(&session, #"?WATCH={"enable":true,"json":true,"pps":true};"#)
        #expect(
            answers == [
                #"{"class":"DEVICES","devices":[\#(Self.device)]}"#,
                #"{"class":"WATCH","enable":true,"json":true,"nmea":false,"raw":0,"scaled":false,"timing":false,"split24":false,"pps":true}"#,
            ])
        #expect(session.watch.json && session.watch.pps)
    }

    @Test func `what a request leaves out stays, or is off, as gpsd has it`() throws {
        var session = GPSDSession()
        _ = try answer(&session, #"?WATCH={"json":true,"raw":1,"pps":true,"timing":true}"#)
        _ = try answer(&session, #"?WATCH={"nmea":true}"#)
        #expect(session.watch.isEnabled && session.watch.json && session.watch.nmea && session.watch.raw == 1)
        #expect(!session.watch.pps && !session.watch.timing)
        _ = try answer(&session, #"?WATCH={"enable":false}"#)
        #expect(!session.wants(GPSDReport(.json, line: "{}"), of: "/dev/ttyS1"))
    }

    @Test func `another device cannot be watched`() throws {
        var session = GPSDSession()
        #expect(
            try answer(&session, #"?WATCH={"device":"/dev/ttyS9"};"#)
                == [#"{"class":"ERROR","message":"No such device as /dev/ttyS9"}"#])
        #expect(!session.watch.isEnabled && session.refusals == 1)
    }

    @Test(arguments: [
        #"?DEVICE={"bps":9600};"#, #"?DEVICE={"path":"/dev/ttyS1","native":1};"#, #"?DEVICE={"cycle":0.2};"#,
        #"?DEVICE={"hexdata":"b56206"};"#,
    ])
    func `nothing of the receiver can be changed`(request: String) throws {
        var session = GPSDSession()
        #expect(
            try answer(&session, request)
                == [#"{"class":"ERROR","message":"Can't change DEVICE: Gnomon sets up the receiver itself."}"#])
    }

    @Test func `a mistake is told, with nothing of it unescaped`() throws {
        var session = GPSDSession()
        #expect(
            try answer(&session, "?\u{1B}\"\\FOO;")
                == [#"{"class":"ERROR","message":"Unrecognized request '?\u001b\"\\FOO'"}"#])
        #expect(
            try answer(&session, #"?WATCH={"raw":9};"#)
                == [#"{"class":"ERROR","message":"Invalid WATCH: raw is not in 0...2."}"#])
    }

    @Test func `a poll tells nothing where nothing is watched or heard`() throws {
        var session = GPSDSession()
        let empty = #"{"class":"POLL","time":"2024-10-04T12:00:00.000Z","active":0,"tpv":[],"gst":[],"sky":[]}"#
        #expect(try answer(&session, "?POLL;") == [empty])
        _ = try answer(&session, "?WATCH={}")
        #expect(try answer(&session, "?POLL;") == [empty])
    }

    @Test func `who asks for more at once than is answered is hung up on`() {
        var session = GPSDSession()
        let flood = String(repeating: "?DEVICES;", count: 4_000)
        #expect(throws: GPSDHangUp.tooMuch) { try answer(&session, flood) }
    }

    @Test(arguments: [
        (GPSDReport.Audience.text, "nmea", true), (.octets, "nmea", false), (.nmea, "nmea", true),
        (.json, "nmea", false),
        (.text, "raw1", true), (.hexadecimal, "raw1", true), (.octets, "raw1", false), (.nmea, "raw1", false),
        (.text, "raw2", true), (.octets, "raw2", true), (.pps, "json", false), (.jsonOrPPS, "json", true),
        (.timing(false), "json", true), (.timing(true), "json", false),
    ])
    func `each report reaches those who want it`(audience: GPSDReport.Audience, wish: String, isWanted: Bool) throws {
        let wishes = [
            "nmea": #"{"nmea":true}"#, "raw1": #"{"raw":1}"#, "raw2": #"{"raw":2}"#, "json": #"{"json":true}"#,
        ]
        var session = GPSDSession()
        _ = try answer(&session, "?WATCH=" + (wishes[wish] ?? ""))
        #expect(session.wants(GPSDReport(audience, line: ""), of: "/dev/ttyS1") == isWanted)
    }
}
