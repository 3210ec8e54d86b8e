// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import PTP
import TimeBase

/// Who is to stamp a port's messages, and what is to be said of it.
struct PTPStamps: Sendable {
    var stamper: PTPTransport.Stamper
    /// The virtual clock upon the card's in whose time stamps are to be told, if that is the one in step.
    var virtualClock: Int?
    /// One sentence: how good the stamps are, and why they are no better.
    var text: String
    /// How far a card's clock may be from ours beyond our own bound; `nil`: too far.
    var strayed: @Sendable () -> Duration?

    /// Further away a card's clock is not called in step any more, and from there on it is again.
    static let outOfStep: Duration = .milliseconds(1)
    static let inStep: Duration = .microseconds(100)

    static func software(because reason: String) -> PTPStamps {
        PTPStamps(stamper: .kernel, text: "Software timestamps, good to tens of microseconds: \(reason).") { .zero }
    }
}

/// What decides about stamps besides the port's own settings.
struct PTPClockwork: Sendable {
    enum Keeping: Sendable {
        /// No clock of the machine is kept, or nobody knows of which card.
        case none(reason: String)
        /// The card's clock is the one that is kept.
        case kept
        /// It follows the one that is kept, at this place among the followers.
        case follower(Int)
    }

    /// How the clock of a card is kept, by its number N of `/dev/ptpN`.
    var keeping: @Sendable (_ clock: Int) -> Keeping
    /// Whether cards may be told to stamp (CAP_NET_ADMIN).
    var isPermitted = true
    /// Of a follower: how far it was from the clock that is kept as last compared, at most; `nil`: not known.
    var strayed: @Sendable (_ follower: Int) -> Duration?

    /// For a board that has no clocks of its own.
    static let simulated = PTPClockwork(
        keeping: { _ in .none(reason: "the simulated board keeps no clock of this machine") }, strayed: { _ in nil })

    func stamps(
        for port: Settings.PTPService.Port, able ability: TimestampingAbility
    ) throws(PTPTrouble) -> PTPStamps {
        if port.timestamps == .software { return .software(because: "the configuration says so") }
        guard let own = ability.clock, ability.canHardware else {
            return try without(port, "the network card cannot stamp PTP over \(port.transport.rawValue)")
        }
        guard isPermitted else { return try without(port, "this takes CAP_NET_ADMIN, which is missing") }
        let virtual = ability.virtualClocks.first(where: isKept)
        guard ability.virtualClocks.isEmpty || virtual != nil else {
            return try without(port, "virtual clocks are made upon /dev/ptp\(own), so that nobody can steer it")
        }
        let clock = virtual ?? own
        switch keeping(clock) {
        case .none(let reason): return try without(port, reason)
        case .kept:
            return hardware(port, ability, virtual, "the card's clock is the one that is kept") { .zero }
        case .follower(let index):
            let strayed = strayed
            guard let now = strayed(index), now < PTPStamps.inStep else {
                throw PTPTrouble(.noTimestamps, "the card's clock, /dev/ptp\(clock), is not in step yet")
            }
            return hardware(port, ability, virtual, "the card's clock follows the one that is kept") { strayed(index) }
        }
    }

    private func isKept(_ clock: Int) -> Bool { if case .none = keeping(clock) { false } else { true } }

    private func without(_ port: Settings.PTPService.Port, _ reason: String) throws(PTPTrouble) -> PTPStamps {
        guard port.timestamps != .hardware else {
            throw PTPTrouble(.noTimestamps, "hardware timestamps are asked for, but \(reason)")
        }
        return .software(because: reason)
    }

    private func hardware(
        _ port: Settings.PTPService.Port, _ ability: TimestampingAbility, _ virtual: Int?, _ reason: String,
        _ strayed: @escaping @Sendable () -> Duration?
    ) -> PTPStamps {
        // Into a Sync it would write its own clock's time.
        let isOneStep = virtual == nil && port.oneStep && ability.canOneStep && port.profile.row.allowsOneStep
        let name = isOneStep ? "Hardware timestamps, one-step" : "Hardware timestamps"
        return PTPStamps(
            stamper: isOneStep ? .cardOneStep : .card, virtualClock: virtual, text: "\(name): \(reason).",
            strayed: strayed)
    }
}
