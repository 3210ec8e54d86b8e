// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import ArgumentParser
import Logging
import Management
import Operations

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs the appliance.")

    @Option(help: "The configuration; \(Settings.systemFile) where there is one and the board is real.")
    var config: String?

    @Option(help: "What to stand on: simulated or linux; outweighs the configuration.")
    var board: Settings.Board.Kind?

    @Option(help: "What chance is drawn from on the simulated board.")
    var seed: UInt64?

    @Option(help: "A new file to record into all that is heard; `gnomon lab replay` plays it again.")
    var record: String?

    func run() async throws {
        Termination.outlastReaders()
        let file = SettingsStore.file(named: config, board: board)
        if let gone = FactoryReset.fulfil(at: FactoryReset.mark(for: file)) {
            Output.text("As on the first day: \(gone.count) files and folders are gone.\n")
        }
        let settings = try load()
        let threshold = LogThreshold(settings.journal)
        let log = Logger.journal(settings.journal, threshold: threshold)
        let appliance = Appliance(settings: settings, log: log, recording: record)
        do { try appliance.start() } catch {
            Output.error("gnomon: \(error)")
            throw ExitStatus.failed
        }
        Output.text(settings.summary + settings.whatToTry)
        let backing = Backing(
            alarms: appliance.alarmBook, live: [appliance, threshold],
            file: file, board: board)
        let faces = Management(view: appliance, settings: settings, backing: backing, log: log)
        let management = Task { await faces.run() }
        await Termination.wait()
        management.cancel()
        appliance.stop()
        await management.value
        Termination.startAnewIfWished(CommandLine.arguments)
    }

    private func load() throws -> Settings {
        do throws(SettingsFaults) {
            return try Settings.load(file: config, board: board, seed: seed)
        } catch {
            Output.error(error.description)
            throw ExitStatus.usage
        }
    }
}

extension Settings.Board.Kind: ExpressibleByArgument {}
