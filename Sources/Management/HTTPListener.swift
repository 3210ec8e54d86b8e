// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// One address on which HTTP is served.
struct HTTPListener: Sendable {
    let address: IPEndpoint
    let view: any ApplianceView
    let log: Logger
    /// Told the real port, for tests that ask for any.
    var onListening: @Sendable (Int) async -> Void = { _ in }

    /// Enough for a status page on every desk; an attacker who takes them all keeps nobody from the time.
    static let mostConnections = 64
    static let idleTimeout: TimeAmount = .seconds(30)

    func run() async throws {
        var quiet = log
        // The framework's own news is not the operator's.
        quiet.logLevel = .critical
        let application = Application(
            responder: Routes.router(for: view).buildResponder(), server: .http1(configuration: limits),
            configuration: configuration,
            onServerRunning: { [log, onListening] channel in
                log.notice("HTTP is served", metadata: ["address": "\(address)"])
                await onListening(channel.localAddress?.port ?? 0)
            }, logger: quiet)
        try await application.run()
    }

    private var configuration: ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname("\(address.address)", port: Int(address.port)), backlog: 64,
            availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections))
    }

    private var limits: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: Self.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 4096, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))
    }
}
