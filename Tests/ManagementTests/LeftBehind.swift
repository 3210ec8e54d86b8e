// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// A socket's file as a program that was killed leaves it.
func leaveSocketBehind(at path: String) throws {
    let channel = try ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .bind(unixDomainSocketPath: path).wait()
    try channel.close().wait()
}
