// SPDX-License-Identifier: Apache-2.0

/// What came of configuring a receiver.
public struct ConfigurationReport: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        /// It was so before; nothing was sent.
        case wasSo
        /// It was sent and acknowledged.
        case set
        /// A dry run: it would have been sent.
        case wouldSet
        /// The receiver said no: it does not know this, or not this value.
        case refused
        /// Asked or told three times, the receiver gave no answer.
        case silent
        /// It was left as it is, for this reason.
        case left(String)
    }

    /// One setting and what came of it.
    public struct Entry: Hashable, Sendable {
        public var setting: ReceiverSetting
        public var result: Result

        public var sentence: String { "\(setting.line): \(result.clause)." }
    }

    /// How it stands as a whole.
    public enum Outcome: Hashable, Sendable {
        case underWay
        /// All that was asked is so, except for what the entries say.
        case done
        /// It does not answer as a u-blox receiver does: it is used as it is.
        case noUBlox
        /// It was one, and then it fell silent.
        case brokeOff
    }

    public var outcome = Outcome.underWay
    public var identity: ReceiverIdentity?
    /// The receiver's port that the line is on.
    public var port: ReceiverLink.Port?
    public var entries: [Entry] = []

    public init() {}

    /// Whether the receiver now sends UBX alone.
    public var turnedNMEAOff: Bool {
        entries.contains { $0.setting.comesAfterNeeded && ($0.result == .set || $0.result == .wasSo) }
    }

    public func count(_ isCounted: (Result) -> Bool) -> Int { entries.count { isCounted($0.result) } }

    /// The whole in a sentence.
    public var summary: String {
        let name = identity?.text ?? "the receiver"
        switch outcome {
        case .underWay: return "Configuring \(name)."
        case .noUBlox: return "The receiver does not answer as a u-blox does; it is used as it is."
        case .brokeOff: return "\(name) stopped answering; the rest of it is used as it is."
        case .done: return "\(name): \(counts)."
        }
    }

    /// Everything, one sentence each.
    public var sentences: [String] { [summary] + entries.map(\.sentence) }

    private var counts: String {
        let parts = [
            ("set", count { $0 == .set }), ("would be set", count { $0 == .wouldSet }),
            ("already so", count { $0 == .wasSo }), ("refused", count { $0 == .refused }),
            ("unanswered", count { $0 == .silent }),
            ("left", count { if case .left = $0 { true } else { false } }),
        ]
        let told = parts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        return told.isEmpty ? "nothing to set" : told.joined(separator: ", ")
    }
}

extension ConfigurationReport.Result {
    var clause: String {
        switch self {
        case .wasSo: "was so"
        case .set: "set"
        case .wouldSet: "would be set"
        case .refused: "not supported"
        case .silent: "no answer"
        case .left(let why): "left, because \(why)"
        }
    }
}
