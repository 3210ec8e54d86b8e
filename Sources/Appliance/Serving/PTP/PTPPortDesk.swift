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
    }

    public let number: UInt16
    public let interface: String
    private let settings: PortSettings
    private let port = Published<PortFacts?>(nil)
    private let told = Mutex(Told())
    private let notices: BoardNotices
    /// By the port's thread alone.
    private let state = Mutex<PortState?>(nil)

    public convenience init(number: UInt16, interface: String, settings: PortSettings) {
        self.init(number: number, interface: interface, settings: settings, notices: BoardNotices())
    }

    init(number: UInt16, interface: String, settings: PortSettings, notices: BoardNotices) {
        (self.number, self.interface, self.settings, self.notices) = (number, interface, settings, notices)
    }

    /// All there is to tell.
    public var facts: PTPPortFacts {
        var facts = PTPPortFacts(number: number, interface: interface, settings: settings)
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

    // MARK: By its thread

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
