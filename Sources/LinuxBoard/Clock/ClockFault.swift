// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why a clock of the kernel could not be read or corrected, by what can be done about it.
public enum ClockFault: UInt8, Error, Sendable, BitwiseCopyable, CaseIterable {
    /// There is no such clock (yet, or any more).
    case absent
    /// A matter of rights: CAP_SYS_TIME for the system's clock, the device's mode for a hardware clock.
    case denied
    /// Another owner holds it: a hardware clock that virtual clocks run on.
    case busy
    /// The clock or the kernel cannot do this.
    case unsuitable
    /// It failed in use: try again.
    case failed

    /// By the kernel's error number (clock_adjtime(2), open(2)).
    init(errno number: Int32) {
        switch number {
        case ENOENT, ENXIO, ENODEV, ENOTDIR: self = .absent
        case EACCES, EPERM, EROFS: self = .denied
        case EBUSY: self = .busy
        case EINVAL, EOPNOTSUPP, ENOTTY, ERANGE, ENOSYS, ELIBACC: self = .unsuitable
        default: self = .failed
        }
    }
}

extension SourceFault {
    /// As a clock's, by the kernel's error number, or libgpiod's reason (ELIBACC: the library is not there).
    init(errno number: Int32) {
        switch ClockFault(errno: number) {
        case .absent: self = .absent
        case .denied: self = .denied
        case .busy: self = .busy
        case .unsuitable: self = .unsuitable
        case .failed: self = .failed
        }
    }
}
