// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import Testing

@testable import Appliance

func settings(_ text: String, board: Settings.Board.Kind? = nil) throws -> Settings {
    try Settings(reading: Array(text.utf8), file: "f", board: board)
}

/// What is said against it; empty: nothing.
func complaint(_ text: String) -> String {
    do {
        _ = try settings(text)
        return ""
    } catch {
        return "\(error)"
    }
}

@Suite struct `A configuration` {
    @Test(arguments: ["", "\n", "# nothing\n", "---\n", "~", "board:\nntp:\n", "\u{FEFF}# with a mark\n", "{}"])
    func `that says nothing leaves the defaults`(_ text: String) throws {
        #expect(try settings(text) == Settings(defaultsFor: .linux))
    }

    @Test func `names real pulses and clocks`() throws {
        let read = try settings(
            """
            receiver: {device: auto, baud: auto, configure: false}
            pulse: {kind: gpio, device: /dev/gpiochip1, line: 18, edge: falling}
            clock: {kind: system, followers: [/dev/ptp0, eth1]}
            """)
        #expect(read.receiver == Settings.Receiver(device: "auto", baud: nil, configure: false))
        #expect(
            read.pulse == Settings.Pulse(kind: .gpio, device: "/dev/gpiochip1", line: 18, edge: .falling))
        #expect(read.clock.kind == .system)
        #expect(read.clock.followers == ["/dev/ptp0", "eth1"])
    }

    @Test func `names the systems that a receiver is to use, or leaves them`() throws {
        let read = try settings("receiver: {constellations: [gps, galileo, beidou, glonass, qzss, sbas]}").receiver
        #expect(read.constellations == Settings.Receiver.Constellation.allCases)
        #expect(read.told == [.gps, .galileo, .beidou, .glonass, .qzss, .sbas])
        #expect(try settings("receiver: {constellations: [beidou]}").receiver.told == .beidou)
        #expect(try settings("receiver: {}").receiver.told == nil)
    }

    @Test(arguments: [300, 9601, 31_250, 4_000_000] as [UInt32])
    func `takes any speed of a receiver's port`(baud: UInt32) throws {
        #expect(try settings("receiver: {baud: \(baud)}").receiver.baud == baud)
    }

    @Test func `may give a panel lines of the pulse's numbers on another chip`() throws {
        let read = try settings(
            "panel: {chip: /dev/gpiochip1, lockLamp: 3, button: 4}\npulse: {kind: gpio, line: 3}")
        #expect(read.panel.lockLamp == 3 && read.pulse.line == 3)
        // One that is not used is none.
        #expect(try settings("panel: {lockLamp: 3}\npulse: {kind: pps, line: 3}").panel.lockLamp == 3)
    }

    @Test func `sets no clock of the machine unless it is asked to`() throws {
        #expect(try settings("pulse: {kind: pps}").clock.kind == .virtual)
    }

    @Test func `that says everything is taken as it says`() throws {
        let read = try settings(
            """
            board: {kind: linux, seed: 0x10}
            receiver: {device: /dev/ttyS1, baud: 115200, protocol: ubx, labelOffsetSeconds: -1}
            pulse: {kind: simulated, cableDelayNs: 52.5}
            clock: {holdoverSeconds: 3600, holdoverErrorNs: 100000, step: never, leapSecondsFile: /usr/share/zoneinfo/leap-seconds.list}
            ntp:
              listen: ["10.0.0.1:123", "[::]:123"]
            allow: [10.0.0.0/8, "2001:db8::/32"]
            deny: [10.9.9.9]
            management:
              listen:
                - 127.0.0.1:80
              tls: false
            console:
              socket: /run/gnomon/other.sock
            journal: {level: debug, format: json}
            """)
        #expect(read.board == Settings.Board(kind: .linux, seed: 16))
        #expect(
            read.receiver
                == Settings.Receiver(device: "/dev/ttyS1", baud: 115_200, language: .ubx, labelOffsetSeconds: -1))
        #expect(read.pulse == Settings.Pulse(kind: .simulated, cableDelayNs: 52.5))
        #expect(
            read.clock
                == Settings.Clock(
                    holdoverSeconds: 3600, holdoverErrorNs: 100_000, step: .never,
                    leapSecondsFile: "/usr/share/zoneinfo/leap-seconds.list"))
        #expect(read.ntp.listen.map(\.description) == ["10.0.0.1:123", "[::]:123"])
        #expect(read.allow.map(\.description) == ["10.0.0.0/8", "2001:db8::/32"])
        #expect(read.deny == [AddressPrefix(address: IPAddress(v4: 0x0A09_0909), length: 32)])
        #expect(read.management.listen == [.loopback(port: 80)] && !read.management.tls.isOn)
        #expect(read.console.socket == "/run/gnomon/other.sock")
        #expect(read.journal == Settings.Journal(level: .debug, format: .json, database: "/var/lib/gnomon/records.sqlite"))
    }

    @Test func `of a simulated board keeps to the demonstration's ports`() throws {
        let read = try settings("board: {kind: simulated, seed: 7}")
        #expect(read.ntp.listen.map(\.description) == ["127.0.0.1:11123"])
        #expect(read.management.listen.map(\.description) == ["127.0.0.1:8080"])
        #expect(read.pulse.kind == .simulated)
        #expect(read.console.socket?.hasSuffix("/control.sock") == true)
        #expect(read.console.socket != Settings.systemSocket)
        #expect(read.board.seed == 7)
    }

    @Test func `of a linux board serves everyone`() throws {
        let read = try settings("")
        #expect(read.ntp.listen.map(\.description) == ["0.0.0.0:123", "[::]:123"])
        #expect(read.management.listen.map(\.description) == ["0.0.0.0:443", "[::]:443"])
        #expect(read.console.socket == "/run/gnomon/control.sock")
        #expect(read.receiver.device == "auto")
        #expect(read.pulse.kind == .none)
    }

    @Test func `gives way to the command line's board`() throws {
        let read = try settings("board: {kind: linux, seed: 3}", board: .simulated)
        #expect(read == settings(Settings(defaultsFor: .simulated), seed: 3))
    }

    private func settings(_ settings: Settings, seed: UInt64) -> Settings {
        var settings = settings
        settings.board.seed = seed
        return settings
    }

    private func settings(_ text: String, board: Settings.Board.Kind? = nil) throws -> Settings {
        try Settings(reading: Array(text.utf8), file: "f", board: board)
    }

    @Test func `can turn a service off`() throws {
        let read = try settings("ntp: {listen: []}\nmanagement: {listen: []}\nconsole: {socket: ~}\n")
        #expect(read.ntp.listen.isEmpty && read.management.listen.isEmpty && read.console.socket == nil)
    }

    @Test func `may be written with carriage returns`() throws {
        #expect(try settings("board:\r\n  seed: 4\r\n").board.seed == 4)
    }

    @Test(arguments: [("12", 12), ("+12", 12), ("-0", 0), ("0o17", 15), ("0xfF", 255), ("007", 7)])
    func `has whole numbers as YAML's core schema has them`(_ text: String, _ value: UInt64) throws {
        #expect(try settings("board: {seed: \(text)}").board.seed == value)
    }

    @Test(arguments: [("52", 52.0), ("5.", 5), (".5", 0.5), ("1e3", 1000), ("1.5E+2", 150), ("-0.0", 0)])
    func `has real numbers as YAML's core schema has them`(_ text: String, _ value: Double) throws {
        #expect(try settings("pulse: {cableDelayNs: \(text)}").pulse.cableDelayNs == value)
    }
}

@Suite struct `A near miss` {
    @Test(arguments: [
        ("recever", "receiver"), ("Receiver", "receiver"), ("reciever", "receiver"), ("lables", "labels"),
        ("label-offset", "labelOffset"),
    ])
    func `is recognised`(_ typed: String, _ meant: String) {
        #expect(NearMiss.best(for: typed, among: ["board", "labelOffset", "labels", "ntp", "receiver"]) == meant)
    }

    @Test(arguments: ["ptp", "pulse", "", "antenna", String(repeating: "receiver", count: 100)])
    func `is not seen where there is none`(_ typed: String) {
        #expect(NearMiss.best(for: typed, among: ["board", "ntp", "receiver"]) == nil)
    }
}
