// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import Logging
import Operations
import StillAppliance

@testable import Management

/// Runs a listener on a free port of the loopback for as long as `body` takes.
func withHTTP(
    _ snapshot: ApplianceSnapshot, on address: IPEndpoint = IPEndpoint(.loopbackV4, port: 0),
    _ body: @Sendable @escaping (Int) async throws -> Void
) async throws {
    try await withListener(HTTPListener(address: address, site: .open(snapshot)), body)
}

func withListener(
    _ listener: HTTPListener, _ body: @Sendable @escaping (Int) async throws -> Void
) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    var listener = listener
    listener.onListening = { continuation.yield($0) }
    try await withThrowingTaskGroup { [listener] group in
        group.addTask {
            defer { continuation.finish() }
            try await listener.run()
        }
        for await port in ports {
            try await body(port)
            break
        }
        group.cancelAll()
        // A listener that could not begin has something to say.
        while !group.isEmpty { try? await group.next() }
    }
}

extension Site {
    /// As in the demonstration: status and metrics for everyone, and no users.
    static func open(_ snapshot: ApplianceSnapshot) -> Site {
        var settings = Settings.Management(listen: [])
        settings.open = Settings.Management.Topic.allCases
        let view = StillAppliance(snapshot)
        return Site(view: view, settings: settings, gate: Gate(book: nil, settings: settings, view: view), log: quiet)
    }

    /// With users kept in the folder, and everything closed.
    static func closed(
        in folder: String, book: AccountBook? = nil, extra: [Route] = [], pages: any PageSource = NoPages(),
        certificates: CertificateDesk? = nil,
        connections: ConnectionTable = ConnectionTable(),
        conversation: ConversationLimits = ConversationLimits(), change: (inout Settings.Management) -> Void = { _ in }
    ) throws -> Site {
        var settings = Settings.Management(listen: [])
        settings.users = folder + "/users.json"
        change(&settings)
        let view = StillAppliance(.locked)
        let gate = Gate(book: try book ?? .quick(in: folder), settings: settings, view: view)
        let commands = Route.commands(.still(view, in: folder, book: gate.book))
        return Site(
            view: view, settings: settings, gate: gate, pages: pages, certificates: certificates,
            extra: commands + extra, log: quiet,
            connections: connections, conversation: conversation)
    }
}

extension AccountBook {
    /// With passwords that cost little to try.
    static func quick(in folder: String) throws -> AccountBook {
        var limits = AccountLimits()
        limits.cost = ScryptCost(logRounds: 10, blockSize: 1, parallelism: 1) ?? .usual
        return try AccountBook(path: folder + "/users.json", limits: limits)
    }
}
