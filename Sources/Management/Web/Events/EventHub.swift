// SPDX-License-Identifier: Apache-2.0

import Appliance
import NIOCore
import Synchronization
import TimeBase
import TimeKeeping

/// What happens, to everyone who listens (`GET /api/v1/events`): server-sent events, each made once and sent to all.
///
/// Nobody is waited for: who does not keep up loses what lies between, never the last.
final class EventHub: Sendable {
    static let mostListeners = 64
    /// Of them for those who have not logged in: an admin always finds a seat.
    static let mostStrangers = 40
    /// Events that wait for a slow listener; of more, the oldest are lost.
    static let depth = 16

    struct Listener: Sendable {
        let id: Int
        let frames: AsyncStream<ByteBuffer>
    }

    private struct Seat {
        /// Whether the journal is for it too.
        let isTrusted: Bool
        let frames: AsyncStream<ByteBuffer>.Continuation
    }

    private struct State {
        var seats: [Int: Seat] = [:]
        var nextID = 0
        var told = Told()
    }

    /// What was told last.
    private struct Told {
        var phase: TimeState.Phase?
        var reason: Reason?
        var conditions: Conditions = []
        var moment: MonotonicInstant?
        var alarms: ByteBuffer?
    }

    private let view: any ApplianceView
    private let alarms: @Sendable (ApplianceSnapshot) -> [Alarm]
    private let state = Mutex(State())

    /// - Parameter alarms: What is raised, as `GET /api/v1/alarms` has it.
    init(
        view: any ApplianceView,
        alarms: @escaping @Sendable (ApplianceSnapshot) -> [Alarm] = { Alarm.all(in: $0) }
    ) {
        (self.view, self.alarms) = (view, alarms)
    }

    var count: Int { state.withLock { $0.seats.count } }

    /// Whether there is a seat for one more.
    func hasSeat(isTrusted: Bool) -> Bool {
        state.withLock { Self.hasSeat(among: $0.seats.values, isTrusted: isTrusted) }
    }

    private static func hasSeat(among seats: some Collection<Seat>, isTrusted: Bool) -> Bool {
        seats.count < mostListeners && (isTrusted || seats.count { !$0.isTrusted } < mostStrangers)
    }

    /// `nil` where all seats are taken that may be; otherwise ``leave(_:)`` must follow. Status and alarms come at once.
    func join(isTrusted: Bool) -> Listener? {
        let (frames, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(Self.depth))
        let snapshot = view.snapshot
        continuation.yield(ByteBuffer(string: "retry: 2000\n\n"))
        for first in [Self.frame("status", StatusReport(snapshot)), Self.frame("alarms", ["alarms": alarms(snapshot)])]
        {
            if let first { continuation.yield(first) }
        }
        return state.withLock { state in
            guard Self.hasSeat(among: state.seats.values, isTrusted: isTrusted) else { return nil }
            state.nextID += 1
            state.seats[state.nextID] = Seat(isTrusted: isTrusted, frames: continuation)
            return Listener(id: state.nextID, frames: frames)
        }
    }

    func leave(_ listener: Listener) {
        state.withLock { $0.seats.removeValue(forKey: listener.id) }?.frames.finish()
    }

    /// One event to all; of the journal only to those who may read it.
    func tell(_ name: String, _ value: some Encodable, toTrustedOnly: Bool = false) {
        if let frame = Self.frame(name, value) { send(frame, toTrustedOnly: toTrustedOnly) }
    }

    /// Looks ten times a second, and tells what has changed; the status each second in any case. Until cancelled.
    func run() async {
        while !Task.isCancelled {
            if count > 0 { look() }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    func look() {
        let snapshot = view.snapshot
        guard isNews(snapshot) else { return }
        if let frame = Self.frame("status", StatusReport(snapshot)) { send(frame) }
        guard let frame = Self.frame("alarms", ["alarms": alarms(snapshot)]) else { return }
        let isNew = state.withLock { state in
            defer { state.told.alarms = frame }
            return state.told.alarms != frame
        }
        if isNew { send(frame) }
    }

    private func isNews(_ snapshot: ApplianceSnapshot) -> Bool {
        state.withLock { state in
            let told = state.told
            let isSame =
                told.phase == snapshot.state.phase && told.reason == snapshot.state.reason
                && told.conditions == snapshot.conditions
            if isSame, let moment = told.moment, snapshot.now - moment < .milliseconds(950) { return false }
            state.told.phase = snapshot.state.phase
            state.told.reason = snapshot.state.reason
            state.told.conditions = snapshot.conditions
            state.told.moment = snapshot.now
            return true
        }
    }

    private func send(_ frame: ByteBuffer, toTrustedOnly: Bool = false) {
        let seats = state.withLock { Array($0.seats.values) }
        for seat in seats where seat.isTrusted || !toTrustedOnly { seat.frames.yield(frame) }
    }

    /// HTML, 9.2.6. JSON of ours is one line.
    private static func frame(_ name: String, _ value: some Encodable) -> ByteBuffer? {
        guard let json = try? ReportJSON.line(value) else { return nil }
        var buffer = ByteBuffer(string: "event: \(name)\ndata: ")
        buffer.writeBytes(json)
        buffer.writeString("\n\n")
        return buffer
    }
}
