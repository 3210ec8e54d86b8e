// SPDX-License-Identifier: Apache-2.0

/// Turns UBX frames into messages, and counts what it could not.
public struct UBXDecoder: Sendable {
    /// Frames by what became of them.
    public struct Counters: Hashable, Sendable, BitwiseCopyable {
        public var decoded: UInt64 = 0
        /// Good frames of messages that are not decoded.
        public var other: UInt64 = 0
        /// Refused for their length.
        public var wrongLength: UInt64 = 0
        /// Refused for their version.
        public var unknownVersion: UInt64 = 0
        /// Refused for a configuration key without a size.
        public var malformed: UInt64 = 0
    }

    public private(set) var counters = Counters()
    /// The last refusal, for a log.
    public private(set) var lastRefusal: (id: UBXMessageID, reason: UBXRefusal)?

    public init() {}

    /// `nil` for a payload that is refused.
    public mutating func decode(_ id: UBXMessageID, _ payload: Span<UInt8>) -> UBXMessage? {
        do throws(UBXRefusal) {
            let message = try UBXMessage(id, payload: payload)
            if case .other = message { counters.other &+= 1 } else { counters.decoded &+= 1 }
            return message
        } catch {
            count(error)
            lastRefusal = (id, error)
            return nil
        }
    }

    private mutating func count(_ refusal: UBXRefusal) {
        switch refusal {
        case .length: counters.wrongLength &+= 1
        case .version: counters.unknownVersion &+= 1
        case .keySize: counters.malformed &+= 1
        }
    }
}
