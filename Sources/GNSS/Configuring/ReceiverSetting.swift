// SPDX-License-Identifier: Apache-2.0

/// One matter to be settled with a receiver: what is to be so, and why.
public struct ReceiverSetting: Hashable, Sendable {
    /// A key and the value it is to have.
    public struct KeyedValue: Hashable, Sendable {
        public var named: NamedKey
        public var value: UInt64

        init(_ named: NamedKey, _ value: UInt64) { (self.named, self.value) = (named, value) }

        public var text: String { "\(named.name) = \(value)" }
    }

    enum Work: Hashable, Sendable {
        /// By keys (generation 9 and later).
        case keys([KeyedValue])
        /// By keys that belong together and are left alone where the first is not zero already.
        case keysUnlessSet([KeyedValue])
        /// By keys that switch systems on and off: all at once or not at all, for each change restarts the search, and
        /// one by one might switch the last one off before the next is on.
        case signals([KeyedValue])
        /// By a message of its own (up to generation 8).
        case message(LegacyWork)
    }

    /// Such as "CFG-RATE"; with ``values`` it is what the setting is remembered by.
    public var name: String
    public var why: String
    var work: Work
    /// Without it, UBX is no better than NMEA.
    var isNeeded = false
    /// Takes something away that would be missed if a needed setting was refused.
    var comesAfterNeeded = false
    /// Known beforehand not to be possible, and why: it is not even asked for.
    var leftBecause: String?

    /// After its acknowledgement the receiver needs 0.5 s to itself (UBX-13003221, UBX-CFG-GNSS, and the same for
    /// CFG-SIGNAL).
    var restartsSearch: Bool {
        switch work {
        case .signals, .message(.constellations): true
        default: false
        }
    }

    /// What is to be so: "measRate = 1000, navRate = 1".
    public var values: String {
        switch work {
        case .keys(let items), .keysUnlessSet(let items), .signals(let items): items.map(\.text).joined(separator: ", ")
        case .message(let work): work.text
        }
    }

    /// One line for people: message, values, reason.
    public var line: String { "\(name): \(values) (\(why))" }

    /// The same matter key by key, for a receiver that does not know all of them; `nil` where it cannot be divided.
    var divided: [Self]? {
        guard case .keys(let items) = work, items.count > 1 else { return nil }
        return items.map { item in
            var part = self
            part.work = .keys([item])
            return part
        }
    }
}
