// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeKeeping

extension SignalFacts {
    /// What an epoch tells of how well the satellites are heard.
    init(_ epoch: Epoch) {
        self.init(
            strength: epoch.sky.strength, antenna: epoch.antenna.flatMap { Antenna($0) },
            interference: epoch.jamming.flatMap { Interference($0) }, interferenceLevel: epoch.jammingLevel)
    }
}

extension SignalFacts.Antenna {
    /// `nil` where the receiver does not know.
    init?(_ state: AntennaState) {
        switch state {
        case .ok: self = .ok
        case .open: self = .open
        case .short: self = .short
        case .starting, .unknown: return nil
        }
    }
}

extension SignalFacts.Interference {
    /// `nil` where the receiver does not look.
    init?(_ state: JammingState) {
        switch state {
        case .unknown: return nil
        case .ok: self = .none
        case .warning: self = .visible
        case .critical: self = .critical
        }
    }
}
