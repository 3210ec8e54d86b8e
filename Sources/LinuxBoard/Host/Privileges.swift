// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What this process may do, and what it costs where it may not (capabilities(7)).
public struct Privileges: Sendable {
    public enum Capability: UInt8, Sendable, CaseIterable {
        // Numbers of <linux/capability.h>.
        case netBindService = 10
        case netAdmin = 12
        case netRaw = 13
        case ipcLock = 14
        case sysNice = 23
        case sysTime = 25

        public var name: String {
            switch self {
            case .netBindService: "CAP_NET_BIND_SERVICE"
            case .netAdmin: "CAP_NET_ADMIN"
            case .netRaw: "CAP_NET_RAW"
            case .ipcLock: "CAP_IPC_LOCK"
            case .sysNice: "CAP_SYS_NICE"
            case .sysTime: "CAP_SYS_TIME"
            }
        }

        /// What does not work without it, as a sentence.
        public var cost: String {
            switch self {
            case .netBindService: "Ports below 1024 cannot be served: NTP's own is 123, PTP's are 319 and 320."
            case .netAdmin: "Network cards cannot be made to stamp PTP's messages: the kernel stamps them instead."
            case .netRaw: "PTP cannot be served over Ethernet."
            case .ipcLock: "Memory cannot be locked: a pulse may wait for a disk."
            case .sysNice: "The timing thread has no real-time class: pulses are stamped later under load."
            case .sysTime: "The system's clock cannot be steered: a virtual clock is kept and served instead."
            }
        }
    }

    /// The process's effective set, one bit for each capability.
    public let effective: UInt64

    public init(effective: UInt64) { self.effective = effective }

    /// This process's, from `/proc/self/status`; none where that cannot be read.
    public static var current: Privileges {
        Privileges(status: HostText.read("/proc/self/status") ?? "")
    }

    /// From the text of `/proc/PID/status` (proc(5)), its line `CapEff:`.
    init(status: String) {
        let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
        let digits = line?.dropFirst("CapEff:".count).drop { $0 == " " || $0 == "\t" }
        effective = digits.flatMap { UInt64($0, radix: 16) } ?? 0
    }

    public func has(_ capability: Capability) -> Bool { effective & (1 << UInt64(capability.rawValue)) != 0 }

    public var missing: [Capability] { Capability.allCases.filter { !has($0) } }
}
