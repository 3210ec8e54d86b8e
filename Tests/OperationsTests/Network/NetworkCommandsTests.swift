// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import FoundationEssentials
import LinuxBoard
import Logging
import Records
import StillAppliance
import Testing

@testable import Operations

@Suite struct `The network's commands` {
    /// A desk of a real board, whose network is laid down in a folder.
    private func withNetwork(_ body: (CommandDesk, NetworkFolder) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-net-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let network = NetworkFolder(path: folder, manager: folder)
        let settings = Settings(defaultsFor: .linux)
        let desk = NetworkDesk(
            folder: network, settings: settings, log: Logger(label: "x") { _ in SwiftLogNoOpLogHandler() })
        try await withDesk(settings: settings, live: [desk]) { other, _, _ in
            var means = other.means
            means.network = network
            try await body(CommandDesk(means), network)
        }
    }

    @Test func `say that the simulated board has none to set`() async throws {
        try await withDesk { desk, _, _ in
            guard let name = InterfaceState.all.first?.name else { return }
            let refusal = await desk.refusal("network set \(name) dhcp")
            #expect(refusal == CommandRefusal(.unavailable, "The simulated board has no network of its own to set."))
        }
    }

    @Test func `set an interface on trial, and a second word keeps it`() async throws {
        try await withNetwork { desk, folder in
            guard let name = InterfaceState.all.first?.name else { return }
            let told = try await desk.text(
                "network set \(name) static --address 10.9.0.2/24,2001:db8::2/64 --gateway 10.9.0.1 --dns 10.9.0.53")
            #expect(told.contains("Say 'config commit' within 5"))
            let text = try #require(folder.laid["05-gnomon-\(name).network"])
            #expect(text.contains("Address=10.9.0.2/24\nAddress=2001:db8::2/64\nGateway=10.9.0.1\nDNS=10.9.0.53\n"))
            let moment = desk.means.moment
            #expect(desk.means.store.state(at: moment).pending != nil)

            try desk.means.store.rollBack(by: CommandCaller.eve.author, at: moment)
            #expect(folder.laid.isEmpty)
        }
    }

    @Test func `refuse what the settings refuse`() async throws {
        try await withNetwork { desk, folder in
            guard let name = InterfaceState.all.first?.name else { return }
            let refusal = await desk.refusal("network set \(name) static --address 10.9.0.2")
            #expect(refusal?.kind == .usage)
            #expect(refusal?.reason.contains("needs the length of its network's prefix") == true)
            #expect(await desk.refusal("network set nowhere dhcp")?.reason.hasPrefix("there is no interface") == true)
            #expect(folder.laid.isEmpty)
        }
    }

    @Test func `show what there is`() async throws {
        try await withDesk { desk, _, _ in
            let text = try await desk.text("network show")
            #expect(!text.isEmpty)
            for state in InterfaceState.all { #expect(text.contains(state.name)) }
        }
    }

    @Test func `ask another machine until it was asked often enough`() async throws {
        try await withDesk { desk, _, _ in
            let call = try CommandCall(parsing: "ping 127.0.0.1 --count 1")
            guard case .lasting(let reports) = try await desk.perform(call, for: .eve) else { return }
            do {
                var count = 0
                for try await report in reports {
                    count += 1
                    #expect(report.text(in: TextStyle()).hasPrefix("1  127.0.0.1  "))
                }
                #expect(count == 1)
            } catch let refusal as CommandRefusal {
                // Where the system lets nobody ask.
                #expect(refusal.reason.contains("127.0.0.1 cannot be asked"))
            }
        }
    }
}
