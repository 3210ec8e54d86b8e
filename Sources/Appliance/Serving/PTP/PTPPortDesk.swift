// SPDX-License-Identifier: Apache-2.0

import Logging
public import PTP
import Synchronization
import TimeBase

/// What a port's thread and those who ask about it share.
public final class PTPPortDesk: Sendable {
    private struct Told {
        var trouble: PTPTrouble?
        var stampsText = ""
        var clients: [ClientFacts] = []
        var missed: (count: UInt64, at: MonotonicInstant?) = (0, nil)
        /// As they are now: management may have changed them.
        var settings: PortSettings
        var place: ManagementPlace?
        var management: PTPManagement
        /// What was granted elsewhere than at the port, and is to be taken up by it.
        var wishes = Wishes()
    }

    /// What the port is to take up.
    struct Wishes {
        var changes: [ManagementChange.Value] = []
        var isManagedAnew = false
    }

    public let number: UInt16
    public let interface: String
    private let port = Published<PortFacts?>(nil)
    private let told: Mutex<Told>
    private let hasWishes = Atomic(false)
    private let notices: BoardNotices
    /// By the port's thread alone.
    private let state = Mutex<PortState?>(nil)

    public convenience init(number: UInt16, interface: String, settings: PortSettings) {
        self.init(
            number: number, interface: interface, settings: settings, management: PTPManagement(.init()),
            notices: BoardNotices())
    }

    init(number: UInt16, interface: String, settings: PortSettings, management: PTPManagement, notices: BoardNotices) {
        (self.number, self.interface, self.notices) = (number, interface, notices)
        told = Mutex(Told(settings: settings, management: management))
    }

    /// All there is to tell.
    public var facts: PTPPortFacts {
        var facts = PTPPortFacts(number: number, interface: interface, settings: told.withLock(\.settings))
        facts.port = port.read()
        told.withLock { told in
            (facts.trouble, facts.stampsText, facts.lastStampMissed) = (told.trouble, told.stampsText, told.missed.at)
        }
        return facts
    }

    /// Who asks it.
    public var clients: [ClientFacts] {
        get { told.withLock(\.clients) }
        set { told.withLock { $0.clients = newValue } }
    }

    /// Where management finds the port; `nil` while it does not run.
    var place: ManagementPlace? { told.withLock { $0.trouble == nil ? $0.place : nil } }

    /// What management may do and is told.
    var management: PTPManagement {
        get { told.withLock(\.management) }
        set {
            told.withLock { told in
                told.management = newValue
                told.place = told.place.map(newValue.place)
                told.wishes.isManagedAnew = true
            }
            hasWishes.store(true, ordering: .releasing)
        }
    }

    /// Has the port take up what was granted for it.
    func wish(_ value: ManagementChange.Value) {
        told.withLock { $0.wishes.changes.append(value) }
        hasWishes.store(true, ordering: .releasing)
    }

    // MARK: By its thread

    /// What was wished since the last time; `nil`: nothing.
    func takeWishes() -> Wishes? {
        guard hasWishes.exchange(false, ordering: .acquiring) else { return nil }
        return told.withLock { told in
            defer { told.wishes = Wishes() }
            return told.wishes
        }
    }

    /// What management has changed, as the settings are now.
    func adopt(_ value: ManagementChange.Value, _ settings: PortSettings) {
        told.withLock { told in
            told.settings = settings
            if case .userDescription(let text) = value { told.place?.texts.user = text }
        }
        let text = "PTP port \(number) (\(interface)): management set \(value.sentence), until the next start."
        notices.put(BoardNotices.Line(level: .notice, message: text))
    }

    /// It runs, as the configuration has it.
    func begin(_ settings: PortSettings, at place: ManagementPlace) {
        told.withLock { ($0.settings, $0.place) = (settings, place) }
    }

    /// What the protocol tells; a change of its state goes to the log.
    func publish(_ facts: PortFacts, at now: MonotonicInstant) {
        port.publish(facts)
        let missed = facts.counters.stampsLate &+ facts.counters.stampsLost
        told.withLock { told in
            if missed > told.missed.count { told.missed.at = now }
            told.missed.count = missed
        }
        let before = state.withLock { state in
            defer { state = facts.state }
            return state
        }
        guard before != facts.state, let line = line(facts.state) else { return }
        notices.put(line)
    }

    private func line(_ state: PortState) -> BoardNotices.Line? {
        let facts = facts
        guard facts.trouble == nil, state != .initializing else { return nil }
        let text = "PTP port \(number) (\(interface)): \(state.name). \(facts.sentence)"
        return BoardNotices.Line(level: state == .faulty || state == .passive ? .warning : .notice, message: text)
    }

    /// Why nobody is served; `nil`: all is well. Told to the log where it is new.
    func tell(_ trouble: PTPTrouble?, stamps text: String? = nil) {
        let isNew = told.withLock { told in
            defer {
                told.trouble = trouble
                if let text { told.stampsText = text }
                if trouble != nil { told.clients = [] }
            }
            return told.trouble != trouble
        }
        guard isNew else { return }
        if let trouble {
            notices.put(.warning("PTP cannot be served on \(interface) (port \(number)): \(trouble.clause)."))
        } else {
            notices.put(.init(level: .notice, message: "PTP is served on \(interface) (port \(number)). \(text ?? "")"))
        }
    }
}

extension ManagementChange.Value {
    /// "priority1 to 10".
    fileprivate var sentence: String {
        switch self {
        case .priority1(let priority): "priority1 to \(priority)"
        case .priority2(let priority): "priority2 to \(priority)"
        case .userDescription(let text): "the user description to \(quoted(text))"
        case .logAnnounceInterval(let log): "logAnnounceInterval to \(log)"
        case .logSyncInterval(let log): "logSyncInterval to \(log)"
        case .logMinPeerDelayRequestInterval(let log): "logMinPdelayReqInterval to \(log)"
        case .announceReceiptTimeout(let count): "announceReceiptTimeout to \(count)"
        }
    }
}
