// SPDX-License-Identifier: Apache-2.0

/// What a discipline has learned, as plain numbers.
public struct DisciplineMemory: Sendable {
    public var values: [Double]

    public init?(values: [Double]) {
        guard values.count == 1, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
    }
}

extension Discipline {
    public func memory(at second: Double) -> DisciplineMemory { DisciplineMemory(values: [frequency])! }

    public init(
        steering: TimekeepingSettings.Steering, applied frequency: Double, memory: DisciplineMemory?, at second: Double
    ) {
        self.init(steering: steering, applied: frequency)
    }
}
