// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Appliance

/// What is true of the desk whatever comes.
@Suite struct `Whatever flaps` {
    /// At once, after some seconds, after a minute; and one whose patience the operator chose.
    private static let ids = ["unsynchronised", "jamming", "few-satellites", "weak-signal", "link-down", "channel"]

    private static var rules: AlarmRules {
        var rules = AlarmRules()
        rules.limits.satellitesSeconds = 7
        rules.exceptions["link-down"] = AlarmException(raiseSeconds: 3, clearSeconds: 0)
        return rules
    }

    private static func patience(_ id: String) throws -> (raise: Int64, clear: Int64) {
        let definition = try #require(AlarmDefinition.named(id))
        return (rules.raiseAfter(definition).wholeSeconds, rules.clearAfter(definition).wholeSeconds)
    }

    /// Each alarm holds and ceases in runs of random length, at looks of random distance, with random severities.
    private struct History {
        var looks: [(at: MonotonicInstant, held: Set<String>)] = []
        var changes: [AlarmChange] = []
        var desk = AlarmDesk(rules: rules)

        init(seed: UInt64) throws {
            var random = SplitMix(state: seed)
            var now = second(1000)
            var left: [String: Int] = [:]
            var held: Set<String> = []
            let longest = [3, 20, 150].randomElement(using: &random) ?? 3
            for _ in 0..<600 {
                for id in ids {
                    left[id, default: 0] -= 1
                    guard left[id, default: 0] < 0 else { continue }
                    left[id] = Int.random(in: 0...longest, using: &random)
                    held.formSymmetricDifference([id])
                }
                try look(held, at: now, &random)
                now += .seconds(Int.random(in: 1...3, using: &random))
            }
        }

        private mutating func look(
            _ held: Set<String>, at now: MonotonicInstant, _ random: inout SplitMix
        ) throws {
            let readings = held.sorted().map {
                reading($0, Alarm.Severity.allCases.randomElement(using: &random) ?? .notice)
            }
            changes += desk.observe(readings, at: now, utc: noon)
            looks.append((now, held))
            guard let alarm = desk.active.randomElement(using: &random), alarm.acknowledged == nil else { return }
            if Bool.random(using: &random) {
                changes.append(try desk.acknowledge(alarm.name, by: "ana", at: now, utc: noon))
            }
        }

        /// Since when a look has found the alarm as it finds it at `end`, without a break.
        func run(of id: String, endingAt end: MonotonicInstant) -> (isHeld: Bool, lasted: Int64) {
            let before = looks.filter { $0.at <= end }
            let isHeld = before.last?.held.contains(id) ?? false
            let first = before.reversed().prefix { $0.held.contains(id) == isHeld }.last?.at ?? end
            return (isHeld, (end - first).wholeSeconds)
        }

        func changes(of id: String) -> [AlarmChange] { changes.filter { $0.alarm.name == id } }
    }

    @Test(arguments: UInt64(1)...20)
    func `is raised and cleared in turns`(_ seed: UInt64) throws {
        let history = try History(seed: seed)
        for id in Self.ids {
            let turns = history.changes(of: id).map(\.name).filter { $0 == "raised" || $0 == "cleared" }
            for (index, turn) in turns.enumerated() { #expect(turn == (index % 2 == 0 ? "raised" : "cleared")) }
            #expect(history.desk.active.contains { $0.name == id } == (turns.count % 2 == 1))
        }
    }

    @Test(arguments: UInt64(31)...50)
    func `is raised only after it held, and cleared only after it did not, for long enough`(_ seed: UInt64) throws {
        let history = try History(seed: seed)
        for id in Self.ids {
            let patience = try Self.patience(id)
            for change in history.changes(of: id) {
                let run = history.run(of: id, endingAt: change.at)
                switch change.kind {
                case .raised: #expect(run.isHeld && run.lasted >= patience.raise)
                case .cleared: #expect(!run.isHeld && run.lasted >= patience.clear)
                case .severity: #expect(run.isHeld)
                case .acknowledged: break
                }
            }
        }
    }

    @Test(arguments: UInt64(61)...80)
    func `is raised and cleared as soon as that is so`(_ seed: UInt64) throws {
        let history = try History(seed: seed)
        for id in Self.ids {
            let patience = try Self.patience(id)
            var (changes, isRaised) = (history.changes(of: id)[...], false)
            var since = (isHeld: false, at: second(0))
            for look in history.looks {
                let isHeld = look.held.contains(id)
                if isHeld != since.isHeld { since = (isHeld, look.at) }
                while let change = changes.first, change.at <= look.at {
                    isRaised = change.name == "raised" || (change.name != "cleared" && isRaised)
                    changes = changes.dropFirst()
                }
                let lasted = (look.at - since.at).wholeSeconds
                if isHeld, lasted >= patience.raise { #expect(isRaised) }
                if !isHeld, lasted >= patience.clear { #expect(!isRaised) }
            }
        }
    }

    /// A rise of severity is told at once; but then it cannot fall, and rise again, before its patience is over.
    @Test(arguments: UInt64(91)...110)
    func `tells little`(_ seed: UInt64) throws {
        let history = try History(seed: seed)
        for id in Self.ids where id != "link-down" {
            let falls = history.changes(of: id).filter { change in
                if case .severity(let before) = change.kind { change.alarm.severity < before } else { false }
            }
            let patience = try Self.patience(id)
            for (one, next) in zip(falls, falls.dropFirst()) {
                #expect((next.at - one.at).wholeSeconds >= patience.clear)
            }
        }
    }

    @Test(arguments: UInt64(121)...125)
    func `is told the same for the same`(_ seed: UInt64) throws {
        #expect(try History(seed: seed).changes == History(seed: seed).changes)
    }
}
