// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser
import Management

/// What every question to a running appliance takes.
struct Asking: ParsableArguments {
    @Option(help: "The appliance's control socket; else GNOMON_SOCKET, else \(Settings.systemSocket).")
    var socket: String?

    @Flag(help: "Print JSON.") var json = false

    var client: ControlClient { ControlClient(socket: Settings.socket(named: socket)) }

    /// Asks, and prints the report one way or the other.
    func tell<Report: Codable & Sendable>(
        _ command: String, as: Report.Type, text: (Report) -> String
    ) async throws {
        try await tell(text: text) { (client) throws(ControlClient.Fault) in
            try await client.ask(command, for: Report.self)
        }
    }

    @discardableResult
    func tell<Report: Codable & Sendable>(
        text: (Report) -> String, by ask: (ControlClient) async throws(ControlClient.Fault) -> Report
    ) async throws -> Report {
        do throws(ControlClient.Fault) {
            let report = try await ask(client)
            if json { try? Output.json(report) } else { Output.text(text(report)) }
            return report
        } catch {
            Output.error("gnomon: \(error)")
            throw ExitStatus.failed
        }
    }
}

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What the time is worth, and why.")

    @OptionGroup var asking: Asking
    @Flag(help: "Wait until the time may be relied on, saying for what; ends with 3 where it may not.") var wait = false
    @Option(help: "How many seconds to wait.") var timeout: Double = 300

    func validate() throws {
        guard timeout >= 0, timeout <= 1e9 else { throw ValidationError("--timeout must be 0 to 1000000000") }
    }

    func run() async throws {
        guard wait else { return try await asking.tell("status", as: StatusReport.self, text: \.text) }
        let report = try await asking.tell(text: \.text) { (_) throws(ControlClient.Fault) in
            try await ControlClient.statusOnceSynchronised(timeout: .seconds(timeout)) {
                Output.error("gnomon: waiting; \($0)")
            } by: {
                asking.client
            }
        }
        if !report.isSynchronised { throw ExitStatus.unsynchronised }
    }
}

struct Satellites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What the receiver sees.")

    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("satellites", as: SatellitesReport.self, text: \.text) }
}

struct Sources: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What the time comes from.")

    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("sources", as: SourcesReport.self, text: \.text) }
}

struct Clients: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Who asks for the time.")

    @Argument(
        help: "ntp or ptp; without it, JSON has both and the text has ntp.",
        transform: { text in
            guard let service = ClientsReport.Service(rawValue: text) else { throw ValidationError("'ntp' or 'ptp'") }
            return service
        })
    var service: ClientsReport.Service?
    @OptionGroup var asking: Asking

    func run() async throws {
        let command = service.map { "clients \($0.rawValue)" } ?? "clients"
        try await asking.tell(command, as: ClientsReport.self, text: service == .ptp ? \.ptpText : \.text)
    }
}

struct PTP: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ptp", abstract: "What the PTP grandmaster does.")

    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("ptp", as: PTPReport.self, text: \.text) }
}

struct Alarms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What wants attention.")

    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("alarms", as: AlarmsReport.self, text: \.text) }
}

struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes down that somebody has seen an alarm.")

    @Argument(help: "The alarm's name, as `gnomon alarms` tells it.") var alarm: String
    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("alarms ack \(alarm)", as: DoneReport.self, text: \.done) }
}

struct Reacquire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forgets the established second and finds it anew.")

    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("reacquire", as: DoneReport.self, text: \.done) }
}

struct Scene: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Plays a scene of the demonstration.")

    @Argument(help: "Its name; a wrong one is answered with the list.") var name: String
    @OptionGroup var asking: Asking

    func run() async throws { try await asking.tell("scene \(name)", as: DoneReport.self, text: \.done) }
}

struct ShowVersion: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "What this program is.")

    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        if json { try Output.json(VersionReport()) } else { Output.text("gnomon \(Version.text)") }
    }
}
