// SPDX-License-Identifier: Apache-2.0

public import NTP

extension Settings.NTPService {
    /// To whom the interleaved mode is granted (RFC 9769).
    public enum Interleaved: String, Sendable, CaseIterable {
        case off
        /// To clients that ask for it, from their third request on.
        case asked
        /// From the second request on: every reply's leaving is noted, which costs time.
        case everyone

        public var remembering: InterleavedMemory.Remembering {
            switch self {
            case .off: .nobody
            case .asked: .whoAsks
            case .everyone: .everyone
            }
        }
    }
}

extension SectionReader {
    /// `ntp.keys`, `ntp.interleaved`, `ntp.nts`
    mutating func readReplies(into ntp: inout Settings.NTPService, faults: inout FaultCollector) {
        read("keys", .optionalPath(), into: &ntp.keys, faults: &faults)
        read("interleaved", .word, into: &ntp.interleaved, faults: &faults)
        readNTS(into: &ntp.nts, faults: &faults)
    }
}
