// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Logging
import NIOCore
import Operations
import StillAppliance
import Testing

@testable import Management

/// Runs a control socket in a folder of its own for as long as `body` takes.
func withControlSocket(
    of appliance: StillAppliance, _ body: @Sendable @escaping (String) async throws -> Void
) async throws {
    try await withFolder { folder in
        let (opened, continuation) = AsyncStream.makeStream(of: Void.self)
        var socket = ControlSocket(path: folder + "/c.sock", desk: .still(appliance, in: folder), log: quiet)
        socket.onListening = { continuation.yield() }
        try await withThrowingTaskGroup { [socket] group in
            group.addTask { try await socket.run() }
            group.addTask {
                for await _ in opened { break }
                try await body(socket.path)
            }
            // The listener only ends by failing, so the first that ends well is the body.
            try await group.next()
            group.cancelAll()
        }
    }
}

func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-test-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}

@Suite struct `The control socket` {
    @Test func `answers a line with a line`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            let heard = try await TestClient.say("version\r\nnonsense\n\n", socket: path, lines: 3)
            #expect(
                heard.split(separator: "\n").map(String.init) == [
                    #"{"ok":true,"result":{"version":"\#(Version.text)"}}"#,
                    #"{"error":{"kind":"usage","reason":"there is no command 'nonsense'; try 'help'"},"ok":false}"#,
                    #"{"error":{"kind":"usage","reason":"a command is missing; try 'help'"},"ok":false}"#,
                ])
        }
    }

    @Test func `gives the client what the appliance shows`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            let client = ControlClient(socket: path)
            let status = try await client.ask("status", for: StatusReport.self)
            #expect(status == StatusReport(.locked))
            let satellites = try await client.ask("satellites", for: SatellitesReport.self)
            #expect(satellites.satellites.count == 2)
        }
    }

    @Test func `takes wishes`() async throws {
        let appliance = StillAppliance(.locked)
        try await withControlSocket(of: appliance) { path in
            let client = ControlClient(socket: path)
            let report = try await client.ask("scene unplug", for: DoneReport.self)
            #expect(report.done == "The scene unplug is played.")
            await #expect(throws: ControlClient.Fault.self) { try await client.ask("scene x", for: DoneReport.self) }
        }
        #expect(appliance.wishes == ["scene unplug"])
    }

    @Test func `is for its user and group alone`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            let found = try FileManager.default.attributesOfItem(atPath: path)
            #expect(found[.posixPermissions] as? Int == 0o660 || found[.posixPermissions] as? UInt == 0o660)
        }
    }

    @Test func `goes away in the end`() async throws {
        try await withFolder { folder in
            let appliance = StillAppliance(.locked)
            try await withControlSocket(of: appliance) { path in
                #expect(FileManager.default.fileExists(atPath: path))
                try FileManager.default.createSymbolicLink(atPath: folder + "/seen", withDestinationPath: path)
            }
            let path = try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/seen")
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `does not push out one that is alive`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            try await withFolder { folder in
                let second = ControlSocket(path: path, desk: .still(StillAppliance(.starting), in: folder), log: quiet)
                await #expect(throws: SocketFile.Fault.alive(path)) { try await second.run() }
            }
            let status = try await ControlClient(socket: path).ask("status", for: StatusReport.self)
            #expect(status.state == "locked")
        }
    }

    @Test func `takes the place of one that was left behind`() async throws {
        try await withFolder { folder in
            let path = folder + "/c.sock"
            try leaveSocketBehind(at: path)
            try await SocketFile.makeRoom(at: path)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `does not replace what is no socket`() async throws {
        try await withFolder { folder in
            let path = folder + "/c.sock"
            try Data("precious".utf8).write(to: URL(filePath: path))
            await #expect(throws: SocketFile.Fault.notASocket(path)) { try await SocketFile.makeRoom(at: path) }
        }
    }

    @Test func `makes its folder`() async throws {
        try await withFolder { folder in
            try await SocketFile.makeRoom(at: folder + "/new/c.sock")
            #expect(FileManager.default.fileExists(atPath: folder + "/new"))
        }
    }

    @Test func `serves many clients at once, and no more than so many`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            await withTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask {
                        (try? await ControlClient(socket: path).ask("version", for: VersionReport.self)) != nil
                    }
                }
                var served = 0
                for await isServed in group where isServed { served += 1 }
                #expect(served >= 16)
            }
            let after = try await ControlClient(socket: path).ask("version", for: VersionReport.self)
            #expect(after.version == Version.text)
        }
    }

    @Test func `hangs up on a line without an end`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            let heard = try? await TestClient.say(
                String(repeating: "x", count: LineSplitter.longest + 1), socket: path, lines: 1)
            #expect(heard ?? "" == "")
            let report = try await ControlClient(socket: path).ask("version", for: VersionReport.self)
            #expect(report == VersionReport())
        }
    }
}

@Suite struct `A client of the control socket` {
    @Test func `says that nobody is there`() async throws {
        let client = ControlClient(socket: "/nonexistent/c.sock")
        let fault = ControlClient.Fault.unreachable(socket: client.socket, reason: "there is no such file")
        await #expect(throws: fault) { try await client.ask("status", for: StatusReport.self) }
    }

    @Test func `waits until the time may be relied on`() async throws {
        try await withControlSocket(of: StillAppliance(.locked)) { path in
            let report = try await ControlClient.statusOnceSynchronised(timeout: .seconds(60)) {
                ControlClient(socket: path)
            }
            #expect(report.isSynchronised)
        }
    }

    @Test func `gives up waiting, with the last that was heard`() async throws {
        try await withControlSocket(of: StillAppliance(.starting)) { path in
            var told: [String] = []
            let report = try await ControlClient.statusOnceSynchronised(
                timeout: .milliseconds(50), waitingFor: { told.append($0) }, by: { ControlClient(socket: path) })
            #expect(!report.isSynchronised)
            #expect(told == ["starting: The program has just started; nothing has been heard yet."])
        }
    }

    @Test func `waits for an appliance that is not there yet, but not for ever`() async throws {
        await #expect(throws: ControlClient.Fault.self) {
            try await ControlClient.statusOnceSynchronised(timeout: .milliseconds(50)) {
                ControlClient(socket: "/nonexistent/c.sock")
            }
        }
    }
}

@Suite struct `Lines` {
    @Test(arguments: [
        (["a\nb\r\n"], ["a", "b"]), (["a", "b", "\n"], ["ab"]), (["\n\n"], ["", ""]), (["a"], []), (["é\n"], ["é"]),
    ])
    func `are cut wherever the pieces end`(_ pieces: [String], _ lines: [String]) throws {
        var splitter = LineSplitter()
        var cut: [String] = []
        for piece in pieces { cut += try splitter.append(ByteBuffer(string: piece)) }
        #expect(cut == lines)
    }

    @Test func `have an end or are given up`() {
        var splitter = LineSplitter()
        #expect(throws: LineSplitter.TooLong.self) {
            try splitter.append(ByteBuffer(repeating: 0x41, count: LineSplitter.longest + 1))
        }
    }
}
