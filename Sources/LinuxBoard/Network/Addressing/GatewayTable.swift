// SPDX-License-Identifier: Apache-2.0

import Board

/// The default routes, by the interface's name.
enum GatewayTable {
    static var now: [String: [IPAddress]] {
        let v4 = HostText.read("/proc/net/route").map(readV4) ?? [:]
        let v6 = HostText.read("/proc/net/ipv6_route").map(readV6) ?? [:]
        return v4.merging(v6) { $0 + $1 }
    }

    /// /proc/net/route: Iface, Destination, Gateway, Flags, …, Mask; addresses as hexadecimal numbers of the processor's
    /// own order of octets, which is the little one wherever we run.
    static func readV4(_ text: String) -> [String: [IPAddress]] {
        fields(text).reduce(into: [:]) { all, words in
            guard words.count > 7, words[1] == "00000000", words[7] == "00000000",
                let gateway = UInt32(words[2], radix: 16), gateway != 0
            else { return }
            all[words[0], default: []].append(IPAddress(v4: gateway.byteSwapped))
        }
    }

    /// /proc/net/ipv6_route: destination, its length, source, its length, next hop, metric, …, device; 32 digits each.
    static func readV6(_ text: String) -> [String: [IPAddress]] {
        fields(text).reduce(into: [:]) { all, words in
            guard words.count > 9, words[1] == "00", let destination = UInt128(words[0], radix: 16), destination == 0,
                let gateway = UInt128(words[4], radix: 16), gateway != 0, words[9] != "lo"
            else { return }
            all[words[9], default: []].append(IPAddress(number: gateway))
        }
    }

    private static func fields(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" }.map(String.init) }
    }
}
