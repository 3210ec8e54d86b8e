// SPDX-License-Identifier: Apache-2.0

public import Board
import Glibc

/// Why there is no connection.
public struct StreamFault: Error, Hashable, Sendable {
    let errno: Int32

    init(errno: Int32) { self.errno = errno }

    public init(_ fault: SocketFault) {
        errno =
            switch fault {
            case .addressInUse: EADDRINUSE
            case .addressAbsent: EADDRNOTAVAIL
            case .denied: EACCES
            case .unsupported: EAFNOSUPPORT
            case .failed(let number): number
            }
    }

    /// For a sentence.
    public var clause: String {
        switch errno {
        case ECONNREFUSED: "nothing listens there"
        case ECONNRESET, EPIPE: "the other side has broken it off"
        case ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL: "there is no way there"
        case ETIMEDOUT: "nothing answers"
        case EACCES, EPERM: "not permitted"
        case EAFNOSUPPORT: "this machine has no such protocol"
        default: "error \(errno)"
        }
    }
}
