// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import LinuxBoard

/// What `network show` tells: what the interfaces have, and what the configuration wishes for them.
public struct NetworkReport: Codable, Hashable, Sendable, CommandReport {
    public struct Interface: Codable, Hashable, Sendable {
        public var name: String
        @Nullable public var mac: String?
        /// "up", "no cable", "down"
        public var state: String
        /// Mbit/s; `null` where the interface does not say.
        @Nullable public var speed: Int?
        /// Octets.
        @Nullable public var mtu: Int?
        /// "10.0.0.2/24"
        public var addresses: [String]
        public var gateways: [String]
        /// "dhcp", "static"; `null` where Gnomon leaves it alone.
        @Nullable public var configured: String?
    }

    public var interfaces: [Interface]
    /// Name servers.
    public var dns: [String]
    /// Why the configuration cannot set this machine's network; `null` where it can.
    @Nullable public var obstacle: String?

    public func text(in style: TextStyle) -> String {
        guard !interfaces.isEmpty else { return "This machine has no network interface." }
        let tables = interfaces.map { style.table($0.rows) }
        let servers = dns.isEmpty ? "none" : dns.joined(separator: ", ")
        let last = [("dns", servers)] + (obstacle.map { [("settings", $0)] } ?? [])
        return (tables + [style.table(last)]).joined(separator: "\n")
    }
}

extension NetworkReport.Interface {
    fileprivate var rows: [(String, String)] {
        let pace = speed.map { ", \($0) Mbit/s" } ?? ""
        return [
            ("interface", name), ("state", state + pace + (mac.map { ", \($0)" } ?? "")),
            ("addresses", addresses.isEmpty ? "none" : addresses.joined(separator: ", ")),
            ("gateway", gateways.isEmpty ? "none" : gateways.joined(separator: ", ")),
            ("settings", configured.map { "\($0), by Gnomon" } ?? "not Gnomon's"),
        ]
    }

    init(_ state: InterfaceState, _ wish: Settings.NetworkInterface?) {
        self.init(
            name: state.name, mac: state.mac, state: !state.isUp ? "down" : state.isRunning ? "up" : "no cable",
            speed: state.speed, mtu: state.mtu, addresses: state.addresses.map { "\($0.address)/\($0.length)" },
            gateways: state.gateways.map { "\($0)" }, configured: wish?.method.rawValue)
    }
}
