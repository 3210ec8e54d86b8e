// SPDX-License-Identifier: Apache-2.0

extension SectionReader {
    private static let mostLines = 8
    /// Those of this machine are in a policy, too.
    private static let mostAskers = 32

    /// `console`
    /// - Parameter taken: devices that have another use, with the key that says so.
    mutating func readConsole(
        into console: inout Settings.Console, besides taken: [(device: String?, key: String)],
        faults: inout FaultCollector
    ) {
        var section = section("console", faults: &faults)
        section.read("socket", .optionalPath(longest: 107), into: &console.socket, faults: &faults)
        section.readLines(into: &console.tty, faults: &faults)
        section.read("baud", .integer(300...4_000_000), into: &console.baud, faults: &faults)
        section.read("idleMinutes", .integer(1...1440), into: &console.idleMinutes, faults: &faults)
        section.check(console.tty, besides: taken, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    /// A serial line can be one thing only.
    private func check(
        _ lines: [String], besides taken: [(device: String?, key: String)], faults: inout FaultCollector
    ) {
        for line in lines {
            guard let owner = taken.first(where: { $0.device == line }) else { continue }
            refuse("tty", because: "\(quoted(line)) is \(owner.key) already", faults: &faults)
        }
    }

    /// One line alone needs no list.
    private mutating func readLines(into lines: inout [String], faults: inout FaultCollector) {
        if case .scalar = node("tty")?.content {
            var line: String?
            read("tty", .optionalPath(), into: &line, faults: &faults)
            lines = line.map { [$0] } ?? []
        } else {
            readList("tty", of: .path(), into: &lines, faults: &faults)
            refuseMore(than: Self.mostLines, in: ["tty"], faults: &faults)
        }
    }

    /// `compatibility`
    mutating func readCompatibility(into tools: inout Settings.Compatibility, faults: inout FaultCollector) {
        var section = section("compatibility", faults: &faults)
        section.readList("chronyc", of: .listenPlace, into: &tools.chronyc, faults: &faults)
        section.readList("gpsd", of: .listenAddress, into: &tools.gpsd, faults: &faults)
        section.read("ntpq", .truth, into: &tools.ntpq, faults: &faults)
        section.readList("allow", of: .prefix, into: &tools.allow, faults: &faults)
        section.refuseMore(than: Self.mostAskers, in: ["allow"], faults: &faults)
        section.refuseTheRest(faults: &faults)
    }
}
