// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What one alarm is. All of them: ``all``.
public struct AlarmDefinition: Sendable {
    /// A short lower-case name that stays the same: "receiver-silent".
    public let id: String
    /// Unless what is found is graver or less grave.
    public let severity: Alarm.Severity
    /// How long it must hold without a break until it is raised.
    public let raiseAfter: Duration
    /// How long it must not hold without a break until it is cleared: what flaps is one alarm.
    public let clearAfter: Duration
    /// What to do about it, one sentence.
    public let hint: String
    /// Whether it holds, and what to say of it.
    let find: @Sendable (AlarmEvidence) -> AlarmFinding?

    init(
        _ id: String, _ severity: Alarm.Severity, raise: Int, clear: Int, _ hint: String,
        _ find: @escaping @Sendable (AlarmEvidence) -> AlarmFinding?
    ) {
        (self.id, self.severity, self.hint, self.find) = (id, severity, hint, find)
        (raiseAfter, clearAfter) = (.seconds(raise), .seconds(clear))
    }

    /// What was never watched cannot have lasted: an alarm that must hold for longer than this is not told from one
    /// look alone.
    var isToldAtAGlance: Bool { raiseAfter <= .seconds(10) }

    /// Every id, in the order of ``all``.
    public static let ids: [String] = all.map(\.id)

    /// Where an id stands in ``all``; behind them all where it does not.
    static func rank(_ id: String) -> Int { ranks[id] ?? .max }

    static func named(_ id: String) -> AlarmDefinition? { ranks[id].map { all[$0] } }

    private static let ranks = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
}

/// That an alarm holds.
struct AlarmFinding: Sendable {
    var sentence: AlarmSentence
    /// `nil`: as defined.
    var severity: Alarm.Severity?

    init(_ text: String, _ severity: Alarm.Severity? = nil) {
        (sentence, self.severity) = (AlarmSentence(text), severity)
    }

    init(_ before: String, lasting after: String) { sentence = AlarmSentence(before, lasting: after) }
}

/// One sentence, which may say in its midst for how long it has been so.
public struct AlarmSentence: Sendable, Hashable {
    private let before: String
    private let after: String?

    public init(_ text: String) { (before, after) = (text, nil) }

    /// " for 2 min" goes between the two.
    public init(_ before: String, lasting after: String) { (self.before, self.after) = (before, after) }

    /// - Parameter time: for how long it has been so; `nil` where that is not known.
    public func text(lasting time: Duration?) -> String {
        guard let after else { return before }
        guard let time, time >= .seconds(1) else { return before + after }
        return before + " for \(time.humanText)" + after
    }
}
