// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Appliance

/// One mistake and what is said about it.
struct Mistake: CustomTestStringConvertible, Sendable {
    var text: String
    /// `LINE:COLUMN: key: reason`, or as much of its beginning as matters.
    var said: String

    init(_ text: String, _ said: String) { (self.text, self.said) = (text, said) }

    var testDescription: String { said }
}

func faults(in text: String) -> [String] {
    do throws(SettingsFaults) {
        _ = try Settings(reading: Array(text.utf8), file: "f")
        return []
    } catch {
        return error.faults.map { String($0.description.dropFirst(2)) }
    }
}

@Suite struct `A mistake in the configuration` {
    @Test(arguments: mistakes) func `is refused with line, column, key and reason`(_ mistake: Mistake) throws {
        let found = faults(in: mistake.text)
        #expect(found.count == 1)
        let first = try #require(found.first)
        #expect(first.hasPrefix(mistake.said), "said instead: \(first)")
    }

    @Test func `never hides the others`() {
        let text = """
            recever: {device: /dev/ttyS0}
            board:
              kind: simulatd
              seed: -1
            ntp:
              listen: ["10.0.0.1:123", "10.0.0.1:0", 17]
              listen: []
            pulse: {cableDelayNs: far, kind: none}
            clock:
              step: allways
              step: start
              step: never
            """
        #expect(
            faults(in: text).map { $0.split(separator: ": ").prefix(2).joined(separator: " ") } == [
                "1:1 recever", "3:9 board.kind", "4:9 board.seed", "7:3 ntp.listen", "8:23 pulse.cableDelayNs",
                "11:3 clock.step", "12:3 clock.step",
            ])
    }

    @Test func `in every item of a list is told on its own`() {
        let text = "ntp:\n  listen:\n    - 10.0.0.1:123\n    - 10.0.0.1:0\n    - 17\n    - 10.0.0.1:123\n"
        #expect(
            faults(in: text).map { $0.split(separator: ": ").prefix(2).joined(separator: " ") } == [
                "4:7 ntp.listen[1]", "5:7 ntp.listen[2]", "6:7 ntp.listen[3]",
            ])
    }

    @Test func `in a file that is not there is told without a line`() {
        #expect(throws: SettingsFaults.self) { try Settings(file: "/nonexistent/gnomon.yaml") }
        do throws(SettingsFaults) {
            _ = try Settings(file: "/nonexistent/gnomon.yaml")
        } catch {
            #expect(error.description == "/nonexistent/gnomon.yaml: cannot be read: no such file or directory")
        }
    }

    @Test func `in a file that it names is found before the start`() throws {
        let folder = NSTemporaryDirectory() + "gnomon-settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("rubbish\n".utf8).write(to: URL(filePath: folder + "/leaps"))
        let text = "clock: {leapSecondsFile: \(folder)/leaps}\n"
        try Data(text.utf8).write(to: URL(filePath: folder + "/gnomon.yaml"))
        let faults = #expect(throws: SettingsFaults.self) { try Settings(file: folder + "/gnomon.yaml") }
        #expect(faults?.faults.map(\.key) == ["clock.leapSecondsFile"])
    }

    @Test func `in a folder's place is told`() {
        do throws(SettingsFaults) {
            _ = try Settings(file: "/")
        } catch {
            #expect(error.description == "/: cannot be read: is a directory")
        }
    }

    @Test func `is told where the nest is too deep`() {
        let deep = String(repeating: "[", count: 12) + String(repeating: "]", count: 12)
        #expect(faults(in: "allow: " + deep).contains { $0.hasPrefix("1:16: allow[0][0][0][0][0][0][0][0]: nested") })
    }

    @Test func `is told once for a thousand doubled keys`() {
        let text = String(repeating: "board: {}\n", count: 1000)
        #expect((1...200).contains(faults(in: text).count))
    }
}

private let mistakes: [Mistake] = [
    // Keys
    Mistake("bord: {}", "1:1: bord: unknown key; did you mean 'board'?"),
    Mistake("receiver:\n  bauds: 9600\n", "2:3: receiver.bauds: unknown key; did you mean 'baud'?"),
    Mistake(
        "receiver:\n  label_offset_seconds: 1\n",
        "2:3: receiver.label_offset_seconds: unknown key; did you mean 'labelOffsetSeconds'?"),
    Mistake(
        "nts: {}", "1:1: nts: unknown key; here may stand: alarms, allow, board, clock, compatibility, console, deny,"),
    Mistake("console:\n  x: 1\n", "2:3: console.x: unknown key; here may stand: baud, idleMinutes, socket, tty"),
    Mistake("board: {}\nntp: {}\nboard: {}\n", "3:1: board: this key stands here already, on line 1"),
    Mistake("board: {seed: 1, seed: 2}", "1:18: board.seed: this key stands here already, on line 1"),
    Mistake("board: {seed: 1, \"seed\": 2}", "1:18: board.seed: this key stands here already, on line 1"),
    Mistake("\"board\": {}\n'board': {}\n", "2:1: board: this key stands here already, on line 1"),
    Mistake("? [a]\n: 1\n", "1:3: a key must be a plain word"),
    Mistake("1: 2", "1:1: 1: unknown key"),
    Mistake("\"\": 2", "1:1: '': unknown key"),
    Mistake("<<: {}", "1:1: <<: unknown key"),
    // Sections and types
    Mistake("board", "1:1: must be a section of keys, but is the text 'board'"),
    Mistake("- board", "1:1: must be a section of keys, but is a list"),
    Mistake("board: 7", "1:8: board: must be a section of keys, but is the number '7'"),
    Mistake("board: [kind]", "1:8: board: must be a section of keys, but is a list"),
    Mistake("ntp:\n  listen: 10.0.0.1:123\n", "2:11: ntp.listen: must be a list, but is the text '10.0.0.1:123'"),
    Mistake("ntp:\n  listen: {}\n", "2:11: ntp.listen: must be a list, but is a section"),
    Mistake("ntp: {listen: }", "1:15: ntp.listen: must be a list, but is empty"),
    // Words
    Mistake("board: {kind: Linux}", "1:15: board.kind: 'Linux' must be one of simulated, linux; did you mean 'linux'?"),
    Mistake("board: {kind: 3}", "1:15: board.kind: '3' must be one of simulated, linux"),
    Mistake("board: {kind: [linux]}", "1:15: board.kind: must be one of simulated, linux, but is a list"),
    Mistake("receiver: {protocol: nmea0183}", "1:22: receiver.protocol: 'nmea0183' must be one of auto, nmea, ubx"),
    Mistake("receiver: {constellations: []}", "1:28: receiver.constellations: must name something, or not be there"),
    Mistake("receiver: {constellations: gps}", "1:28: receiver.constellations: must be a list, but is the text 'gps'"),
    Mistake("receiver: {constellations: }", "1:28: receiver.constellations: must be a list, but is empty"),
    Mistake(
        "receiver: {constellations: [gps, galilio]}",
        "1:34: receiver.constellations[1]: 'galilio' must be one of gps, galileo, beidou, glonass, qzss, sbas; "
            + "did you mean 'galileo'?"),
    Mistake(
        "receiver: {constellations: [gps, Navic]}", "1:34: receiver.constellations[1]: 'Navic' must be one of gps,"),
    Mistake("receiver: {constellations: [gps, gps]}", "1:34: receiver.constellations[1]: gps is in this list already"),
    Mistake("receiver: {constellations: [galileo, qzss]}", "1:28: receiver.constellations: qzss comes with gps"),
    Mistake("receiver: {constellations: [sbas]}", "1:28: receiver.constellations: sbas gives no time by itself"),
    Mistake(
        "receiver:\n  constellation: [gps]\n",
        "2:3: receiver.constellation: unknown key; did you mean 'constellations'?"),
    Mistake("pulse: {kind: gpo}", "1:15: pulse.kind: 'gpo' must be one of simulated, none, pps, gpio, phc, serial"),
    Mistake(
        "clock: {step: nver}", "1:15: clock.step: 'nver' must be one of never, start; did you mean 'never'?"),
    Mistake(
        "journal: {level: warn}",
        "1:18: journal.level: 'warn' must be one of trace, debug, info, notice, warning, error, critical"),
    Mistake("journal: {format: xml}", "1:19: journal.format: 'xml' must be one of logfmt, json"),
    // Numbers
    Mistake("board: {seed: -1}", "1:15: board.seed: '-1' must be 0 to 18446744073709551615"),
    Mistake("board: {seed: 1.5}", "1:15: board.seed: must be a whole number, but is the number '1.5'"),
    Mistake("board: {seed: '1'}", "1:15: board.seed: must be a whole number, but is the text '1'"),
    Mistake("board: {seed: 99999999999999999999}", "1:15: board.seed: '99999999999999999999' must be 0 to"),
    Mistake("receiver: {baud: 299}", "1:18: receiver.baud: '299' must be 300 to 4000000"),
    Mistake("receiver: {baud: 4000001}", "1:18: receiver.baud: '4000001' must be 300 to 4000000"),
    Mistake("receiver: {baud: 9600.5}", "1:18: receiver.baud: must be a whole number, but is the number '9600.5'"),
    Mistake("receiver: {baud: -9600}", "1:18: receiver.baud: '-9600' must be 300 to 4000000"),
    Mistake("receiver: {baud: fast}", "1:18: receiver.baud: must be a whole number, but is the text 'fast'"),
    Mistake("pulse: {kind: gpio}", "1:15: pulse.kind: gpio needs pulse.line"),
    Mistake("pulse: {kind: serial}\nreceiver: {device: auto}", "1:15: pulse.kind: serial needs pulse.device"),
    Mistake(
        "panel: {lockLamp: 0, alarmLamp: 0}", "1:33: panel.alarmLamp: line 0 of /dev/gpiochip0 is lockLamp already"),
    Mistake("panel: {button: 2, alarmRelay: 2}", "1:17: panel.button: line 2 of /dev/gpiochip0 is alarmRelay already"),
    Mistake(
        "panel: {lockLamp: 3}\npulse: {kind: gpio, line: 3}",
        "1:19: panel.lockLamp: line 3 of /dev/gpiochip0 is pulse.line already"),
    Mistake("pulse: {line: -1}", "1:15: pulse.line: '-1' must be 0 to 65535"),
    Mistake("clock: {kind: phc, device: /dev/ptp0}", "1:15: clock.kind: phc needs pulse.kind phc"),
    Mistake("pulse: {kind: phc}\nclock: {kind: phc}", "2:15: clock.kind: phc needs clock.device"),
    Mistake("clock: {kind: system, followers: [system]}", "1:34: clock.followers: the system's clock is the one"),
    Mistake("clock: {followers: [eth0, \"a b\"]}", "1:27: clock.followers[1]: 'a b' must be system, a device"),
    Mistake("clock: {followers: [a, b, c, d, e]}", "1:20: clock.followers: at most 4 clocks"),
    Mistake("receiver: {baud: }", "1:18: receiver.baud: must be a whole number, but is empty"),
    Mistake("receiver: {baud: true}", "1:18: receiver.baud: must be a whole number, but is the truth value true"),
    Mistake("receiver: {messageDelayMs: 2001}", "1:28: receiver.messageDelayMs: '2001' must be -500 to 2000"),
    Mistake("receiver: {labelOffsetSeconds: 6}", "1:32: receiver.labelOffsetSeconds: '6' must be -5 to 5"),
    Mistake("pulse: {cableDelayNs: -0.5}", "1:23: pulse.cableDelayNs: '-0.5' must be 0.0 to 100000.0"),
    Mistake("pulse: {cableDelayNs: .nan}", "1:23: pulse.cableDelayNs: must be a number, but is the text '.nan'"),
    Mistake("pulse: {cableDelayNs: 1e999}", "1:23: pulse.cableDelayNs: must be a number"),
    Mistake("pulse: {cableDelayNs: 1:30}", "1:23: pulse.cableDelayNs: must be a number, but is the text '1:30'"),
    Mistake("pulse: {uncertaintyNs: 1e7}", "1:24: pulse.uncertaintyNs: '1e7' must be 0.0 to 1000000.0"),
    Mistake("trust: {drag: hold}", "1:15: trust.drag: 'hold' must be one of off, alarm, holdover"),
    Mistake(
        "trust: {earliest: soon}",
        "1:19: trust.earliest: 'soon' must be auto, or a UTC such as '2026-01-01T00:00:00Z'"),
    Mistake("clock: {retrospectSeconds: 61}", "1:28: clock.retrospectSeconds: '61' must be 0 to 60"),
    Mistake("clock: {holdoverErrorNs: 99}", "1:26: clock.holdoverErrorNs: '99' must be 100 to 1000000000"),
    Mistake(
        "clock: {holdoverSeconds: 1d}", "1:26: clock.holdoverSeconds: must be a whole number, but is the text '1d'"),
    // Addresses
    Mistake("ntp: {listen: ['10.0.0.1']}", "1:16: ntp.listen[0]: '10.0.0.1' has no port"),
    Mistake("ntp: {listen: ['::1']}", "1:16: ntp.listen[0]: '::1' has no port, or no brackets"),
    Mistake("ntp: {listen: ['10.0.0.1:0']}", "1:16: ntp.listen[0]: '0' is not a port; it must be 1 to 65535"),
    Mistake("ntp: {listen: ['10.0.0.1:65536']}", "1:16: ntp.listen[0]: '65536' is not a port"),
    Mistake("ntp: {listen: ['10.0.0.256:123']}", "1:16: ntp.listen[0]: '10.0.0.256' is not an IPv4 address"),
    Mistake("ntp: {listen: ['010.0.0.1:123']}", "1:16: ntp.listen[0]: '010.0.0.1' is not an IPv4 address"),
    Mistake("ntp: {listen: ['localhost:123']}", "1:16: ntp.listen[0]: 'localhost' is not an IPv4 address"),
    Mistake("ntp: {listen: ['[::1]:ntp']}", "1:16: ntp.listen[0]: 'ntp' is not a port"),
    Mistake("ntp: {listen: ['[10.0.0.1]:123']}", "1:16: ntp.listen[0]: '[10.0.0.1]' is not an IPv4 address"),
    Mistake(
        "management:\n  listen:\n    - 123\n",
        "3:7: management.listen[0]: must be a text (in quotes), but is the number '123'"),
    Mistake("allow: [10.0.0.0/33]", "1:9: allow[0]: '33' is not a prefix length; it must be 0 to 32"),
    Mistake("allow: [10.1.0.0/8]", "1:9: allow[0]: '10.1.0.0/8' has bits set beyond its length; write 10.0.0.0/8"),
    Mistake(
        "deny: ['2001:db8::1/32']", "1:8: deny[0]: '2001:db8::1/32' has bits set beyond its length; write 2001:db8::/32"
    ),
    Mistake("deny: [everyone]", "1:8: deny[0]: 'everyone' is not an address or a network"),
    Mistake("deny: [10.0.0.0/8, 10.0.0.0/8]", "1:20: deny[1]: 10.0.0.0/8 is in this list already"),
    // Paths and switches
    Mistake("receiver: {device: ttyS0}", "1:20: receiver.device: 'ttyS0' must be the absolute path of a file"),
    Mistake("receiver: {device: /dev/}", "1:20: receiver.device: '/dev/' must be the absolute path of a file"),
    Mistake(
        "receiver: {device: \"/dev/tty\\0S0\"}",
        "1:20: receiver.device: '/dev/tty\u{FFFD}S0' has control characters in it"),
    Mistake("receiver: {device: 12}", "1:20: receiver.device: must be a text (in quotes), but is the number '12'"),
    Mistake(
        "console: {socket: /" + String(repeating: "x", count: 107) + "}",
        "1:19: console.socket: the path is longer than 107 bytes"),
    Mistake(
        "receiver: {device: /dev/ttyS0}\nconsole: {tty: /dev/ttyS0}",
        "2:16: console.tty: '/dev/ttyS0' is receiver.device already"),
    Mistake(
        "pulse: {kind: serial, device: /dev/ttyS1}\nconsole:\n  tty: [/dev/ttyS0, /dev/ttyS1]\n",
        "3:8: console.tty: '/dev/ttyS1' is pulse.device already"),
    Mistake("management: {tls: yes}", "1:19: management.tls: must be true or false, but is the text 'yes'"),
    // YAML itself
    Mistake("board: {", "2:1: not YAML: while parsing a flow node: did not find expected node content"),
    Mistake(
        "board:\n\tkind: linux\n",
        "2:1: not YAML: while scanning for the next token: found character that cannot start any token"),
    Mistake("board: linux\n  kind: 1\n", "2:7: not YAML: mapping values are not allowed in this context"),
    Mistake("a: \"x", "1:6: not YAML"),
    Mistake(
        "board: {}\n---\nntp: {}\n",
        "2:1: not YAML: expected a single document in the stream: but found another document"),
    Mistake("board: &x {}", "1:8: board: anchors and aliases are not taken"),
    Mistake("board: *x", "1:8: not YAML: found undefined alias"),
    Mistake("board: !!map {}", "1:8: board: tags are not taken"),
    Mistake("board: {seed: !!int 1}", "1:15: board.seed: tags are not taken"),
    Mistake("board: !x {kind: 1}", "1:8: board: tags are not taken"),
    Mistake("allow: !x [1]", "1:8: allow: tags are not taken"),
    Mistake("board: {}\nx\u{0}: 1\n", "2:2: the character U+0000 may not stand in a configuration"),
    Mistake("board: {}\n\u{7}", "2:1: the character U+0007 may not stand in a configuration"),
    Mistake(String(repeating: "#", count: 1 << 20) + "\n", "1:1: the file is larger than 1 MiB"),
]
