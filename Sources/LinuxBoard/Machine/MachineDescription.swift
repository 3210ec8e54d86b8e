// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The machine that the program runs on, in lines of a word and its value, for people who are far away from it.
public struct MachineDescription: Sendable {
    public private(set) var rows: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - root: before every path; for tests.
    ///   - folders: of which it is told how much is free where they lie.
    public init(root: String = "", folders: [String] = []) {
        addSystem(root)
        addMemory(root)
        for folder in folders {
            add("free at \(folder)", MachineState.diskFree(at: folder).map { "\($0) octets" })
        }
        addInterfaces(root)
        let stewards = OtherSteward.running(proc: "\(root)/proc", besides: getpid())
        add("other programs that steer clocks", stewards.map { "\($0.program) (\($0.pid))" }.joined(separator: ", "))
        add("not permitted", Privileges.current.missing.map(\.name).joined(separator: ", "))
    }

    public var text: String { rows.map { "\($0.name): \($0.value)\n" }.joined() }

    private mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        rows.append((name, value.isEmpty ? "none" : value))
    }

    private mutating func addSystem(_ root: String) {
        add("kernel", Self.line(HostText.read("\(root)/proc/version")))
        add("system", Self.field("PRETTY_NAME", in: HostText.read("\(root)/etc/os-release"), sign: "="))
        add("board", Self.line(HostText.read("\(root)/proc/device-tree/model")) ?? Self.product(root))
        add("processor", Self.field("model name", in: HostText.read("\(root)/proc/cpuinfo"), sign: ":"))
        add("processors", "\(max(0, sysconf(Int32(_SC_NPROCESSORS_ONLN))))")
        add("uptime", HostText.read("\(root)/proc/uptime")?.split(separator: " ").first.map { "\($0) s" })
        add("load", Self.line(HostText.read("\(root)/proc/loadavg")))
        add(
            "clock source",
            Self.line(HostText.read("\(root)/sys/devices/system/clocksource/clocksource0/current_clocksource")))
        add("temperature", MachineState(root: root).temperature.map { "\($0) °C" })
    }

    private static func product(_ root: String) -> String? {
        let parts = ["sys_vendor", "product_name"].compactMap { line(HostText.read("\(root)/sys/class/dmi/id/\($0)")) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private mutating func addMemory(_ root: String) {
        let memory = HostText.read("\(root)/proc/meminfo")
        add("memory", Self.field("MemTotal", in: memory, sign: ":"))
        add("memory available", Self.field("MemAvailable", in: memory, sign: ":"))
        let own = ProcessState(root: root)
        add("memory of the program", own.residentMemory.map { "\($0) octets" })
        add("files open", own.openFiles.map { "\($0)" })
        add("threads", own.threads.map { "\($0)" })
    }

    private mutating func addInterfaces(_ root: String) {
        for name in HostFolder.names("\(root)/sys/class/net") {
            let facts = ["operstate", "speed", "mtu", "address"].compactMap { fact in
                Self.line(HostText.read("\(root)/sys/class/net/\(name)/\(fact)")).map { "\(fact) \($0)" }
            }
            add("interface \(name)", facts.joined(separator: ", "))
        }
    }

    private static func line(_ text: String?) -> String? {
        let first = text?.split(whereSeparator: \.isNewline).first.map { line in String(line.filter { $0 >= " " }) }
        return first?.isEmpty == true ? nil : first
    }

    private static func field(_ name: String, in text: String?, sign: Character) -> String? {
        let line = text?.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
        guard let line, let place = line.firstIndex(of: sign) else { return nil }
        return String(line[line.index(after: place)...].filter { $0 != "\"" }.drop { $0 == " " || $0 == "\t" })
    }
}
