// SPDX-License-Identifier: Apache-2.0

/// What is known of Network Time Security. It never holds any of a key.
public struct NTSFacts: Codable, Hashable, Sendable {
    /// Where keys are agreed upon.
    public var listen: [String] = []
    /// Why it is not served, or not everywhere, each a clause.
    public var faults: [String] = []
    /// Master keys that open cookies.
    public var masterKeys = 0
    public var connections = KECounts()

    public init() {}

    /// "on 0.0.0.0:4460; 12 got keys, refused 1"
    public var phrase: String {
        let place = listen.isEmpty ? "not served" : "on " + listen.joined(separator: ", ")
        let counts = [
            ("refused", connections.refused), ("no TLS", connections.handshake), ("abandoned", connections.abandoned),
            ("turned away", connections.turnedAway),
        ].filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
        return ([([place] + faults).joined(separator: "; ")] + ["\(connections.answered) got keys"] + counts)
            .joined(separator: ", ")
    }
}
