// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import HTTPTypes
import Hummingbird
import NIOCore

/// Where a request comes from.
struct Caller: Sendable {
    /// The other end of the connection.
    let peer: IPAddress?
    let isSecure: Bool

    init(channel: any Channel, isSecure: Bool) {
        let text = channel.remoteAddress?.ipAddress ?? ""
        peer = IPAddress(String(text.prefix { $0 != "%" }))
        self.isSecure = isSecure
    }

    /// Whether it comes through the proxy.
    func isBehind(_ proxy: Settings.Management.Proxy?) -> Bool {
        guard let proxy, let peer else { return false }
        return proxy.from.contains { $0.contains(peer) }
    }

    /// What failures are counted by: the client's own address, where the proxy tells it.
    func source(of request: Request, proxy: Settings.Management.Proxy?) -> Source {
        var address = peer
        if isBehind(proxy), let told = request.headers[.forwardedFor]?.split(separator: ",").last {
            address = IPAddress(String(told.filter { $0 != " " })) ?? peer
        }
        guard let address else { return Source(octets: [], text: "unknown") }
        return Source(octets: address.octets, text: "\(address)")
    }
}

extension IPAddress {
    /// In network order: 4 or 16.
    var octets: [UInt8] {
        let all = (0..<16).map { UInt8(truncatingIfNeeded: number >> UInt128(120 - 8 * $0)) }
        return isV4 ? Array(all.suffix(4)) : all
    }
}

extension HTTPField.Name {
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
}
