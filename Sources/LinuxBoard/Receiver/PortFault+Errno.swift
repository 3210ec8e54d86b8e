// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc

extension PortFault {
    /// By the kernel's error number (open(2), read(2)).
    init(errno number: Int32) {
        switch number {
        case ENOENT, ENXIO, ENODEV, ENOTDIR: self = .absent
        case EACCES, EPERM, EROFS: self = .denied
        case EBUSY: self = .busy
        default: self = .failed
        }
    }
}
