// SPDX-License-Identifier: Apache-2.0

import LinuxBoard

/// Whether a card is to stamp for NTP, by what it can and what is wanted.
enum StampChoice: Equatable {
    case card
    /// The kernel, and why not the card.
    case kernel(because: String)

    /// - Parameter keepsClock: whether a clock of this machine is kept; otherwise only what is asked for by name is touched.
    init(_ wish: Settings.NTPService.Timestamps, keepsClock: Bool, able ability: TimestampingAbility) {
        switch wish {
        case .kernel: self = .kernel(because: "the configuration says so")
        case .auto where !keepsClock:
            self = .kernel(because: "clock.kind is virtual, so that cards are left alone; see ntp.timestamps")
        case .auto, .hardware:
            if ability.clock == nil {
                self = .kernel(because: "the card has no clock")
            } else if !ability.canSendAny, !ability.canHearAny {
                self = .kernel(because: "the card stamps nothing but PTP")
            } else {
                self = .card
            }
        }
    }
}

extension StampingFacts {
    /// What came of it that a card was to stamp.
    mutating func take(_ stamping: NetworkCard.Stamping, able ability: TimestampingAbility) {
        arrivals = stamping.hears ? "card" : "kernel"
        departures = stamping.sends ? "card" : "kernel"
        if !stamping.hears {
            reason = ability.canHearAny ? "PTP has the card's filter" : "the card does not stamp all that it hears"
        } else if !stamping.sends {
            reason = "the card does not stamp what it sends"
        }
    }

    /// The kernel stamps.
    mutating func fallBack(because reason: String) {
        (arrivals, departures, self.reason) = ("kernel", "kernel", reason)
    }

    /// As ``fallBack(because:)``, because of the card's clock.
    mutating func fallBack(_ fault: ClockFault?) {
        let device = clock.map { "/dev/ptp\($0)" } ?? "its clock"
        switch fault {
        case .denied: fallBack(because: "\(device) may not be opened")
        case .busy: fallBack(because: "virtual clocks are made upon \(device)")
        case .unsuitable: fallBack(because: "\(device) cannot be compared with the kernel's clock")
        case .absent, .failed: fallBack(because: "\(device) cannot be read")
        case nil: fallBack(because: "\(device) is being compared")
        }
    }
}
