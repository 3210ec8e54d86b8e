// SPDX-License-Identifier: Apache-2.0

public import Logging
public import TimeBase
public import TimeKeeping

/// What the log says of one happening in timekeeping.
public struct JournalEntry: Sendable, Equatable {
    public var level: Logger.Level
    public var message: String
    public var metadata: Logger.Metadata = [:]
}

extension Note {
    /// In words; `utc` tells how TAI is shown.
    public func entry(utc: UTCRelation) -> JournalEntry {
        switch self {
        case .phaseChanged(let from, let to, let reason):
            JournalEntry(
                level: to == .unsynchronised || to == .holdover ? .warning : .notice, message: reason.sentence,
                metadata: ["from": "\(from.name)", "state": "\(to.name)"])
        case .labelled(let second):
            JournalEntry(
                level: .notice, message: "the second of the pulse is known",
                metadata: ["marks": "\(utc.utc(second).iso8601(decimals: 0))"])
        case .labelLost: JournalEntry(level: .notice, message: "the second of the pulse is no longer known")
        case .stepped(let step):
            JournalEntry(level: .notice, message: "the clock is stepped", metadata: ["ns": "\(Self.ns(step))"])
        case .clockSteppedByOthers: JournalEntry(level: .warning, message: "another program stepped the clock")
        case .outlierRefused(let offset):
            JournalEntry(
                level: .info, message: "a pulse was not believed", metadata: ["offsetNs": "\(Self.ns(offset))"])
        case .strayEdge(let sinceLast):
            JournalEntry(
                level: .info, message: "an edge off the pulse's rhythm",
                metadata: ["sinceLastNs": "\(Self.ns(sinceLast))"])
        case .jumpRefused(let offset):
            JournalEntry(
                level: .warning, message: "the pulse jumped and is not followed",
                metadata: ["offsetNs": "\(Self.ns(offset))"])
        default: receiverEntry(utc: utc)
        }
    }

    private func receiverEntry(utc: UTCRelation) -> JournalEntry {
        switch self {
        case .contradictionBegan(let stated, let expected):
            JournalEntry(
                level: .warning, message: "the receiver states another time and is not followed",
                metadata: [
                    "stated": "\(utc.utc(stated).iso8601())",
                    "expected": "\(utc.utc(expected).iso8601())",
                ])
        case .implausibleBegan(let kind, let figure):
            JournalEntry(level: .warning, message: kind.sentence(figure), metadata: ["kind": "\(kind)"])
        case .implausibleEnded(let kind):
            JournalEntry(level: .notice, message: "the source is plausible again", metadata: ["kind": "\(kind)"])
        case .contradictionEnded: JournalEntry(level: .notice, message: "the receiver states the right time again")
        case .leapChanged(let leap?):
            JournalEntry(
                level: .notice,
                message: leap.change > 0 ? "a leap second will be inserted" : "a second will be left out",
                metadata: ["before": "\(utc.utc(leap.at).iso8601(decimals: 0))"])
        case .leapChanged(nil): JournalEntry(level: .notice, message: "no leap second is coming")
        case .signalTroubled(let trouble):
            JournalEntry(
                level: .warning, message: "the receiver's signal is in trouble", metadata: ["trouble": "\(trouble)"])
        case .signalRecovered: JournalEntry(level: .notice, message: "the receiver's signal is in order again")
        case .edgesForgotten(let shift):
            JournalEntry(
                level: .notice, message: "the last edges before the receiver's trouble are taken back",
                metadata: ["shiftNs": "\(Self.ns(shift))"])
        case .receiverOpened: JournalEntry(level: .notice, message: "the receiver's port is open")
        case .receiverLost: JournalEntry(level: .warning, message: "the receiver's port is gone")
        case .dropped(let count):
            JournalEntry(level: .warning, message: "notes were dropped", metadata: ["count": "\(count)"])
        default: JournalEntry(level: .info, message: "\(self)")
        }
    }

    private static func ns(_ duration: Duration) -> Int64 { duration.wholeNanoseconds }
}
