// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A program that steers clocks as we do: two of them on one clock never agree.
public struct OtherSteward: Hashable, Sendable {
    public var pid: Int32
    /// What is known under this name: "chronyd", "systemd-timesyncd".
    public var program: String

    /// As the kernel names processes, 15 octets at most (comm in proc_pid_comm(5)), and in full.
    private static let programs = [
        "chronyd": "chronyd", "ntpd": "ntpd", "ntp-daemon": "ntpd-rs", "openntpd": "openntpd",
        "systemd-timesyn": "systemd-timesyncd", "ptp4l": "ptp4l", "phc2sys": "phc2sys", "ts2phc": "ts2phc",
        "timemaster": "timemaster", "ptpd": "ptpd", "statime": "statime", "statime-linux": "statime",
        "satpulsetool": "satpulse", "htpdate": "htpdate", "sntp": "sntp", "ntpclient": "ntpclient",
    ]

    /// Those that run now, by their names: whether they really steer (chronyd -x does not) is not known.
    public static func running() -> [OtherSteward] { running(proc: "/proc", besides: getpid()) }

    static func running(proc: String, besides own: Int32) -> [OtherSteward] {
        var found: [OtherSteward] = []
        for name in HostFolder.names(proc) {
            guard let pid = Int32(name), pid != own, let text = HostText.read("\(proc)/\(name)/comm") else { continue }
            let comm = text.prefix { $0 != "\n" }
            if let program = programs[String(comm)] { found.append(OtherSteward(pid: pid, program: program)) }
        }
        return found.sorted { $0.pid < $1.pid }
    }
}
