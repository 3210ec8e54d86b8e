// SPDX-License-Identifier: Apache-2.0

public import SimulatedBoard
import TimeKeeping

/// A scenario of the yardstick, and by which policy the clock is brought back in it.
public struct YardstickCase: Sendable {
    public enum Policy: String, Sendable, Codable {
        /// As fast as the settings let any clock be slewed.
        case fast
        /// No faster than followers can be led.
        case gentle
    }

    public let scenario: YardstickScenario
    public let policy: Policy

    public init(_ scenario: YardstickScenario, _ policy: Policy = .fast) {
        (self.scenario, self.policy) = (scenario, policy)
    }

    /// As a table names it: "S2", "S6 gentle".
    public var name: String { policy == .fast ? scenario.name : "\(scenario.name) \(policy.rawValue)" }

    /// Every scenario, in the yardstick's order, with every policy that makes a difference in it.
    public static var all: [YardstickCase] {
        YardstickScenario.all.flatMap { scenario in policies(in: scenario).map { YardstickCase(scenario, $0) } }
    }

    /// Those of the named scenarios; `nil` where there is none of a name.
    public static func named(_ names: [String]) -> [YardstickCase]? {
        let known = Set(YardstickScenario.all.map(\.name))
        guard names.allSatisfy(known.contains) else { return nil }
        return all.filter { names.contains($0.scenario.name) }
    }

    private static func policies(in scenario: YardstickScenario) -> [Policy] {
        scenario.name == "S6" ? [.fast, .gentle] : [.fast]
    }

    /// The one configuration, but for the policy.
    var steering: TimekeepingSettings.Steering {
        var steering = TimekeepingSettings.Steering()
        if policy == .gentle { steering.returnSlew = Self.gentle }
        return steering
    }
    private static let gentle = 50e-9
}
