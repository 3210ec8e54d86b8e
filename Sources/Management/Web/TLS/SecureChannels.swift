// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import HummingbirdHTTP2
import NIOSSL
import Synchronization

/// What new connections are handed to: another one once the certificate has changed.
final class SecureChannels: Sendable {
    private let desk: CertificateDesk
    private let make: @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel
    private let made: Mutex<(channel: HTTP2UpgradeChannel, generation: Int)>

    init(
        desk: CertificateDesk, make: @escaping @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel
    ) throws {
        let (configuration, generation) = desk.configuration
        (self.desk, self.make) = (desk, make)
        made = Mutex((try make(configuration), generation))
    }

    func current() throws -> HTTP2UpgradeChannel {
        let (configuration, generation) = desk.configuration
        return try made.withLock { made in
            if made.generation != generation { made = (try make(configuration), generation) }
            return made.channel
        }
    }
}
