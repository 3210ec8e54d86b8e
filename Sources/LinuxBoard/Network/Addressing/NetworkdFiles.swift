// SPDX-License-Identifier: Apache-2.0

/// What an interface is to have, as it is told to systemd-networkd.
public struct NetworkWish: Hashable, Sendable {
    /// "eth0"
    public var interface: String
    /// 1 ... 4094; then the rest is of the VLAN upon the interface.
    public var vlan: Int?
    public var isDynamic: Bool
    /// "10.0.0.2/24"
    public var addresses: [String]
    public var gateways: [String]
    public var dns: [String]

    public init(
        interface: String, vlan: Int? = nil, isDynamic: Bool, addresses: [String] = [], gateways: [String] = [],
        dns: [String] = []
    ) {
        (self.interface, self.vlan, self.isDynamic) = (interface, vlan, isDynamic)
        (self.addresses, self.gateways, self.dns) = (addresses, gateways, dns)
    }

    var name: String { vlan.map { "\(interface).\($0)" } ?? interface }
}

/// Files for systemd-networkd: systemd.network(5), systemd.netdev(5). Their names begin with ``prefix``, so that ours are
/// told from others'; being early in the alphabet they outweigh those.
public enum NetworkdFiles {
    /// What every name of ours begins with.
    public static let prefix = "05-gnomon-"

    /// By name; texts end with a line's end.
    public static func files(for wishes: [NetworkWish]) -> [String: String] {
        var files: [String: String] = [:]
        for wish in wishes where wish.vlan != nil {
            files["\(prefix)\(wish.name).netdev"] = device(wish)
        }
        for interface in Set(wishes.map(\.interface)) {
            let vlans = wishes.filter { $0.interface == interface && $0.vlan != nil }
            let own = wishes.first { $0.interface == interface && $0.vlan == nil }
            files["\(prefix)\(interface).network"] = network(named: interface, own, carrying: vlans.map(\.name))
        }
        for wish in wishes where wish.vlan != nil {
            files["\(prefix)\(wish.name).network"] = network(named: wish.name, wish, carrying: [])
        }
        return files
    }

    private static let head = "# Written by Gnomon from its configuration; changes here are overwritten.\n"

    private static func device(_ wish: NetworkWish) -> String {
        head + "[NetDev]\nName=\(wish.name)\nKind=vlan\n\n[VLAN]\nId=\(wish.vlan ?? 0)\n"
    }

    private static func network(named name: String, _ wish: NetworkWish?, carrying vlans: [String]) -> String {
        var lines = ["[Match]", "Name=\(name)", "", "[Network]"]
        if let wish {
            lines.append("DHCP=\(wish.isDynamic ? "yes" : "no")")
            lines.append("IPv6AcceptRA=\(wish.isDynamic ? "yes" : "no")")
            lines += wish.addresses.map { "Address=\($0)" } + wish.gateways.map { "Gateway=\($0)" }
            lines += wish.dns.map { "DNS=\($0)" }
        } else {
            // It only carries VLANs.
            lines += ["DHCP=no", "LinkLocalAddressing=no", "IPv6AcceptRA=no"]
        }
        lines += vlans.sorted().map { "VLAN=\($0)" }
        // The time that DHCP offers comes from servers that have it from us.
        if wish?.isDynamic ?? false { lines += ["", "[DHCPv4]", "UseNTP=no", "", "[DHCPv6]", "UseNTP=no"] }
        return head + lines.joined(separator: "\n") + "\n"
    }
}
