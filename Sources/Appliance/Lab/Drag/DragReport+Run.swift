// SPDX-License-Identifier: Apache-2.0

extension DragReport {
    private enum Part: Sendable {
        case health(Health)
        case antenna(position: Int, uniformity: Int)
        case trial(Learned, [Drag])
    }

    /// Runs all parts, on as many processors as there are.
    /// - Parameters:
    ///   - years: of healthy operation, for each oscillator and its surroundings.
    ///   - learning: seconds before a drag.
    public init(years: Double, seed: UInt64, learning: Int? = nil) async {
        self.init(ofYears: years, seed: seed)
        let began = YearRun.processorSeconds
        let seconds = Int(years * Double(YearPlan.days * YearPlan.day))
        let learning = learning ?? DragTrial.learning
        await withTaskGroup(of: Part.self) { group in
            for kind in DragOscillatorKind.allCases {
                group.addTask { Self.trial(kind, seed, learning) }
                for surroundings in DragSurroundings.allCases where seconds > 0 {
                    group.addTask { Self.health(kind, surroundings, seed, seconds) }
                }
            }
            if seconds > 0 { group.addTask { Self.antenna(seed, seconds) } }
            for await part in group { take(part) }
        }
        sort()
        processorSeconds = YearRun.processorSeconds - began
    }

    private static func health(
        _ kind: DragOscillatorKind, _ surroundings: DragSurroundings, _ seed: UInt64, _ seconds: Int
    ) -> Part {
        var run = DragHealth(kind, in: surroundings, seed: seed)
        run.run(seconds: seconds)
        return .health(
            Health(
                oscillator: kind.rawValue, surroundings: surroundings.rawValue, alarms: run.alarms,
                slowestVisible: run.slowestVisible))
    }

    private static func antenna(_ seed: UInt64, _ seconds: Int) -> Part {
        var run = DragAntenna(seed: seed)
        run.run(seconds: seconds)
        return .antenna(position: run.positionAlarms, uniformity: run.uniformityAlarms)
    }

    private static func trial(_ kind: DragOscillatorKind, _ seed: UInt64, _ learning: Int) -> Part {
        let trial = DragTrial(kind, seed: seed, learning: learning)
        let learned = Learned(
            oscillator: kind.rawValue, slowestVisible: trial.slowestVisible, alarms: trial.falseAlarms)
        return .trial(learned, trial.rates.map(trial.drag))
    }

    private mutating func take(_ part: Part) {
        switch part {
        case .health(let run): health.append(run)
        case .antenna(let position, let uniformity): (positionAlarms, uniformityAlarms) = (position, uniformity)
        case .trial(let known, let found):
            learned.append(known)
            drags += found
        }
    }

    /// The parts end in no certain order.
    private mutating func sort() {
        let order = DragOscillatorKind.allCases.map(\.rawValue)
        let place = { (name: String) in order.firstIndex(of: name) ?? order.count }
        health.sort { (place($0.oscillator), $0.surroundings) < (place($1.oscillator), $1.surroundings) }
        learned.sort { place($0.oscillator) < place($1.oscillator) }
        drags.sort { (place($0.oscillator), $0.rate) < (place($1.oscillator), $1.rate) }
    }
}
