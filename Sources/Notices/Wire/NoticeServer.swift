// SPDX-License-Identifier: Apache-2.0

/// A server by its name or address, and its port.
public struct NoticeServer: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name, or an address without brackets.
    public var host: String
    /// 1 ... 65535
    public var port: Int

    public init(host: String, port: Int) { (self.host, self.port) = (host, port) }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
