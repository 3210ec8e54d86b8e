// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc

extension SocketFault {
    /// By the kernel's error number (socket(2), bind(2)).
    init(errno number: Int32) {
        switch number {
        case EADDRINUSE: self = .addressInUse
        case EADDRNOTAVAIL, ENODEV, ENXIO, ENETDOWN: self = .addressAbsent
        case EACCES, EPERM: self = .denied
        case EAFNOSUPPORT, EPROTONOSUPPORT: self = .unsupported
        default: self = .failed(errno: number)
        }
    }
}
