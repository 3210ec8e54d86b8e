// SPDX-License-Identifier: Apache-2.0

/// What is known of one network that is told the time unasked.
public struct BroadcastFacts: Codable, Hashable, Sendable {
    /// Its address with the port.
    public var to: String
    /// The key's number.
    public var key: Int
    /// Between two messages, s.
    public var everySeconds: Int
    public var sent: UInt64 = 0
    /// Why the last one was not sent; `null`: it was, or there was no time to tell.
    @Nullable public var fault: String?

    public init(to: String, key: Int, everySeconds: Int) {
        (self.to, self.key, self.everySeconds) = (to, key, everySeconds)
    }
}

/// A multicast group in which clients look for servers.
public struct ManycastFacts: Codable, Hashable, Sendable {
    public var group: String
    /// Whether clients find this server there now: only while it has a time to tell.
    public var isFound: Bool

    public init(group: String, isFound: Bool) { (self.group, self.isFound) = (group, isFound) }
}
