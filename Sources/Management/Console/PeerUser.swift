// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import NIOPosix

/// Who is at the other end of a UNIX socket, as the kernel vouches for it (SO_PEERCRED, unix(7)).
enum PeerUser {
    /// `struct ucred` of <sys/socket.h>, which is not imported.
    private struct Credentials: Sendable {
        var process: Int32 = 0
        var user: UInt32 = .max
        var group: UInt32 = .max
    }

    /// `nil` where the kernel does not tell.
    static func of(_ channel: any Channel) -> EventLoopFuture<UInt32?> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(nil)
        }
        let asked: EventLoopFuture<Credentials> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return asked.map { Optional($0.user) }.flatMapErrorThrowing { _ in nil }
    }
}

enum RuntimeUser {
    /// Whom this program runs as.
    static var own: UInt32 { geteuid() }
}
