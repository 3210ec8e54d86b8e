// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Something that is served, or that should be.
public struct ServiceFacts: Codable, Hashable, Sendable {
    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case serving
        /// It should be and is not; it is tried again.
        case failing
        /// It is set to be served, and nobody here knows whether it is.
        case configured
        case off
    }

    /// "ntp", "http", "chronyc": what the configuration calls it, or people.
    public var service: String
    /// Where: an address with its port, an interface, a path; empty where it is off.
    public var place: String
    /// By which protocol: "NTP, versions 1 to 4".
    public var speaks: String
    public var state: State
    /// One sentence; why, where it is not served. May be empty.
    public var text: String
    public var counts: [NamedCount]

    public init(
        _ service: String, at place: String = "", speaks: String, _ state: State, _ text: String = "",
        counts: [NamedCount] = []
    ) {
        (self.service, self.place, self.speaks, self.state) = (service, place, speaks, state)
        (self.text, self.counts) = (text, counts)
    }
}

/// Where those who serve something that the snapshot does not tell of say how it fares.
public final class ServiceBook: Sendable {
    public typealias Teller = @Sendable () async -> [ServiceFacts]

    private let tellers = Mutex<[(service: String, tell: Teller)]>([])

    public init() {}

    /// - Parameters:
    ///   - service: as in ``ServiceFacts/service``; who told of it before is asked no more.
    ///   - tell: is asked whenever somebody wants to know.
    public func register(_ service: String, _ tell: @escaping Teller) {
        tellers.withLock { tellers in
            tellers.removeAll { $0.service == service }
            tellers.append((service, tell))
        }
    }

    /// What is known of each, by service.
    public func facts() async -> [String: [ServiceFacts]] {
        var all: [String: [ServiceFacts]] = [:]
        for (service, tell) in tellers.withLock(\.self) { all[service] = await tell() }
        return all
    }
}

extension ServiceFacts {
    /// What a sign shows of it.
    public func told(by sign: ServiceSign) -> ServiceFacts {
        var facts = self
        (facts.state, facts.text) = (sign.state, sign.text)
        return facts
    }
}

extension ServiceBook {
    /// A sign for each place, which the service is to keep up to date; the book tells of it from now on.
    public func sign(for service: String, at places: [String], speaks: String) -> [ServiceSign] {
        let signs = places.map { (ServiceSign(), ServiceFacts(service, at: $0, speaks: speaks, .configured)) }
        register(service) { signs.map { sign, facts in facts.told(by: sign) } }
        return signs.map(\.0)
    }
}

/// Whether something that is tried again and again is there now.
public final class ServiceSign: Sendable {
    private enum State {
        case begun, there
        case failing(String)
    }

    private let shown = Mutex<State>(.begun)

    public init() {}

    public func isThere() { shown.withLock { $0 = .there } }

    public func fails(_ reason: String) { shown.withLock { $0 = .failing(reason) } }

    public var state: ServiceFacts.State {
        switch shown.withLock(\.self) {
        case .there: .serving
        case .begun, .failing: .failing
        }
    }

    /// A sentence; empty while all is well.
    public var text: String {
        switch shown.withLock(\.self) {
        case .there: ""
        case .begun: "It is about to begin."
        case .failing(let reason): "Nobody is served: \(reason)."
        }
    }
}
