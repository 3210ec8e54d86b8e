// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// UBX-HNR-PVT (28 00): what dead-reckoning receivers (NEO-M8L, M8U) send up to thirty times a second between their
/// navigation epochs (u-blox M8 receiver description, "High rate output of PVT solution"; 72 bytes).
///
/// Each is an epoch by itself: it comes ahead of the navigation epoch of the same time, which takes the receiver longer.
struct HighRatePVT {
    static let id = UBXMessageID(0x28, 0x00)

    let epoch: Epoch

    /// `nil` for another length.
    init?(_ payload: Span<UInt8>, at arrival: MonotonicInstant, state: ReceiverState) {
        guard payload.count == 72 else { return nil }
        var message = NavPVT()
        message.year = payload.field(4)
        message.month = payload.field(6)
        message.day = payload.field(7)
        message.hour = payload.field(8)
        message.min = payload.field(9)
        message.sec = payload.field(10)
        message.valid = payload.field(11)
        message.nano = payload.field(12)
        message.fixType = payload.field(16)
        message.flags = payload.field(17)
        message.lon = payload.field(20)
        message.lat = payload.field(24)
        message.hMSL = payload.field(32)
        message.tAcc = .max
        epoch = Self.epoch(of: message, at: arrival, state: state)
    }

    private static func epoch(of message: NavPVT, at arrival: MonotonicInstant, state: ReceiverState) -> Epoch {
        var draft = EpochDraft(arrival: arrival, isLeftover: false)
        draft.merge(.navPVT(message))
        var epoch = Epoch(arrival: arrival)
        epoch.fix = draft.fix(detailed: nil)
        epoch.position = draft.position
        epoch.messages = 1
        epoch.leap = state.leap
        if let clock = draft.utc {
            let periods = state.rollover.periods(forDay: clock.day)
            let lifted = WallClock(day: clock.day + periods * RolloverPivot.cycleInDays, millisecond: clock.millisecond)
            epoch.time = StatedTime(
                scale: .utc, utc: lifted.instant, isValid: draft.isUTCValid && draft.isSolutionValid,
                isUTCVouched: draft.isUTCVouched, rolloversLifted: Int8(clamping: periods))
        }
        return epoch
    }
}

extension EpochAssembler {
    mutating func takeHighRate(_ payload: Span<UInt8>, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        guard let message = HighRatePVT(payload, at: arrival, state: state) else { return }
        counters.epochs &+= 1
        emit(.epoch(message.epoch))
    }
}
