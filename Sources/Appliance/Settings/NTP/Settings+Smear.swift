// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP

extension Settings.NTPService {
    /// `ntp.smear`: for clients that cannot bear 23:59:60. A client must have all its time from such addresses, or none.
    public struct Smear: Sendable, Equatable {
        public enum Shape: String, Sendable, CaseIterable {
            case linear, cosine

            var ntp: LeapSmear.Shape { self == .linear ? .linear : .cosine }
        }

        /// Empty: the time is smeared nowhere.
        public var listen: [IPEndpoint] = []
        /// As large operators have it, whose servers may then be asked beside ours.
        public var shape: Shape = .linear
        /// Over how long a leap second is spread, half of it before and half after: 1 ... 240.
        public var hours = 24

        public init() {}

        /// How it is spread, wherever that is. One hour is slow enough for either shape.
        public var spreading: LeapSmear {
            LeapSmear(shape.ntp, duration: .seconds(hours * 3600)) ?? LeapSmear(shape.ntp)
        }

        /// `nil` where it is spread nowhere.
        public var smear: LeapSmear? { listen.isEmpty ? nil : spreading }
    }

    /// Where NTP is served, groups among it, and which time.
    var addresses: [NTPAddress] {
        let smeared = smear.smear.map { smear in self.smear.listen.map { NTPAddress(endpoint: $0, smear: smear) } }
        return (listen + groupPlaces).map { NTPAddress(endpoint: $0) } + (smeared ?? [])
    }
}

extension Settings.NTPService {
    /// In a phrase.
    var places: String {
        let smeared = smear.listen.map { "\($0) (smeared)" }
        return listen.isEmpty && smeared.isEmpty
            ? "off" : (listen.map(\.description) + smeared).joined(separator: ", ")
    }
}
