// SPDX-License-Identifier: Apache-2.0

public import Board
public import PTP

/// A machine whose clock is watched.
public struct WatchTarget: Hashable, Sendable {
    /// How it is asked.
    public enum Way: Hashable, Sendable {
        case ntp(IPEndpoint)
        case ptp(WatchedPTP)
    }

    /// The group's number.
    public var group: Int
    /// As the configuration calls it; of a network, the address; of a PTP link, the clock's identity.
    public var name: String
    public var way: Way
    /// Whether somebody must answer there: not so of the addresses of a network, until they have once.
    public var isExpected: Bool

    public init(group: Int, name: String, way: Way, isExpected: Bool = true) {
        (self.group, self.name, self.way, self.isExpected) = (group, name, way, isExpected)
    }

    /// One that is asked by NTP.
    public init(group: Int, name: String, endpoint: IPEndpoint, isExpected: Bool = true) {
        self.init(group: group, name: name, way: .ntp(endpoint), isExpected: isExpected)
    }

    /// Where it is asked by NTP; `nil`: it is not.
    public var endpoint: IPEndpoint? {
        if case .ntp(let endpoint) = way { endpoint } else { nil }
    }

    /// Its address without a port, for people; `nil`: it is not known.
    public var address: String? {
        switch way {
        case .ntp(let endpoint): "\(endpoint.address)"
        case .ptp(let place): place.address.map { $0.text }
        }
    }

    /// Where it is, for people: "10.0.0.1:123", "10.0.0.5 by ptp:eth0".
    public var place: String? {
        switch way {
        case .ntp(let endpoint): "\(endpoint)"
        case .ptp(let place): place.address.map { "\($0.text) by \(place.way)" }
        }
    }
}

/// A PTP clock that tells where it is, or the place where none has answered yet.
public struct WatchedPTP: Hashable, Sendable {
    public var way: Settings.PTPWay
    /// `nil`: none has answered there.
    public var identity: ClockIdentity?
    public var address: MessageAddress?

    public init(way: Settings.PTPWay, identity: ClockIdentity? = nil, address: MessageAddress? = nil) {
        (self.way, self.identity, self.address) = (way, identity, address)
    }
}

/// A name that has no address, or a place that cannot be asked.
public struct UnknownName: Hashable, Sendable {
    /// The group's number.
    public var group: Int
    public var name: String
    /// `nil`: it has not been looked up yet.
    public var reason: String?
    /// Whether PTP clocks were to be asked there.
    public var isPTP: Bool

    public init(group: Int, name: String, reason: String?, isPTP: Bool = false) {
        (self.group, self.name, self.reason, self.isPTP) = (group, name, reason, isPTP)
    }
}
