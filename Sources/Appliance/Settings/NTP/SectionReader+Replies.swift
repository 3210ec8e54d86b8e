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

    /// Who is to stamp what arrives and leaves.
    public enum Timestamps: String, Sendable, CaseIterable {
        /// The card where it can and a clock of this machine is kept, else the kernel.
        case auto
        /// The card where it can, else the kernel, which is then a fault that is told.
        case hardware
        case kernel
    }

    /// Extension fields that no standard knows.
    public enum Experiment: String, Sendable, CaseIterable, CustomStringConvertible {
        /// chrony's 0xF323 (`extfield F323`): how exact the time and its stamps are, to 4 ns.
        case f323

        public var description: String { rawValue }
    }
}

extension SectionReader {
    /// As many as have a memory of their own for the interleaved mode.
    private static var workers: ClosedRange<Int> { 1...16 }

    /// `ntp.workers`, `ntp.keys`, `ntp.interleaved`, `ntp.timestamps`, `ntp.experimental`, `ntp.nts`
    mutating func readReplies(into ntp: inout Settings.NTPService, faults: inout FaultCollector) {
        read("workers", .integer(Self.workers), into: &ntp.workers, faults: &faults)
        read("keys", .optionalPath(), into: &ntp.keys, faults: &faults)
        read("interleaved", .word, into: &ntp.interleaved, faults: &faults)
        read("timestamps", .word, into: &ntp.timestamps, faults: &faults)
        readList("experimental", of: .word, into: &ntp.experimental, faults: &faults)
        readNTS(into: &ntp.nts, faults: &faults)
    }
}
