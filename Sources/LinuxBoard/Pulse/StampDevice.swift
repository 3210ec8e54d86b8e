// SPDX-License-Identifier: Apache-2.0

import CLinux

/// The inputs of a hardware clock as the kernel offers them: what tests put another in place of.
protocol StampDevice: AnyObject {
    var descriptor: Int32 { get }
    func givePin(_ pin: UInt32, to channel: UInt32) throws(SourceFault)
    func ask(rising: Bool, falling: Bool, strictly: Bool, of channel: UInt32) throws(SourceFault)
    /// The next stamp, nanoseconds; `nil` where none waits.
    func next() throws(SourceFault) -> (nanoseconds: Int64, channel: UInt32)?
}

/// `/dev/ptpN`, opened for its stamps alone: newer kernels give each opening a queue of its own.
final class HostStampDevice: StampDevice {
    private let owner: FileDescriptor

    init(path: String) throws(SourceFault) {
        let raw = unsafe clinux_phc_open(path)
        guard raw >= 0 else { throw SourceFault(errno: -raw) }
        owner = FileDescriptor(owning: raw)
    }

    var descriptor: Int32 { owner.raw }

    func givePin(_ pin: UInt32, to channel: UInt32) throws(SourceFault) {
        _ = try Self.checked(clinux_phc_pin_stamps(owner.raw, pin, channel))
    }

    func ask(rising: Bool, falling: Bool, strictly: Bool, of channel: UInt32) throws(SourceFault) {
        _ = try Self.checked(
            clinux_phc_stamps(owner.raw, channel, rising ? 1 : 0, falling ? 1 : 0, strictly ? 1 : 0))
    }

    func next() throws(SourceFault) -> (nanoseconds: Int64, channel: UInt32)? {
        var (nanoseconds, channel): (Int64, UInt32) = (0, 0)
        let count = try Self.checked(unsafe clinux_phc_next_stamp(owner.raw, &nanoseconds, &channel))
        return count > 0 ? (nanoseconds, channel) : nil
    }

    private static func checked(_ result: Int32) throws(SourceFault) -> Int32 {
        if result < 0 { throw SourceFault(errno: -result) }
        return result
    }
}
