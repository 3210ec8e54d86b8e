// SPDX-License-Identifier: Apache-2.0

import Appliance
public import ArgumentParser
import FoundationEssentials
public import TimeBase

struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "For the laboratory.",
        subcommands: [
            Decode.self, LabDiscipline.self, LabDrag.self, LabLeap.self, LabYear.self, Receiver.self, Replay.self,
            Servo.self,
            Simulate.self,
        ])
}

struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a receiver's capture and prints one JSON object for each epoch.")

    @Argument(help: "The capture.") var file: String
    @Flag(help: "Print JSON, which is done anyway.") var json = false
    @Option(help: "No date before this day (YYYY-MM-DD) is believed: GPS weeks that rolled over are lifted.")
    var pivot: CivilDate?

    func run() throws {
        guard let capture = try? Data(contentsOf: URL(filePath: file)) else {
            Output.error("gnomon: \(file) cannot be read")
            throw ExitStatus.failed
        }
        for line in DecodeCapture.lines(Array(capture), pivot: pivot) { Output.text(line) }
    }
}

struct Receiver: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Finds a receiver's speed, and sets a u-blox up for timing; no appliance may be using it.")

    @Argument(help: "Its device.") var device: String
    @Option(help: "Its speed, bits per second; without it, found out.") var baud: UInt32?
    @Option(
        parsing: .upToNextOption,
        help: "The satellite systems that it is to use, such as gps galileo; without it, as it is.")
    var constellations: [Settings.Receiver.Constellation] = []
    @Flag(help: "Only tell what would be set.") var dryRun = false

    func run() throws {
        let visit = ReceiverVisit(
            device: device, baud: baud, constellations: constellations.isEmpty ? nil : constellations,
            isDryRun: dryRun)
        guard try visit.run(telling: { Output.text($0) }) else {
            Output.error("gnomon: nothing that speaks like a receiver on \(device)")
            throw ExitStatus.failed
        }
    }
}

struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Plays a flight recording (run --record FILE) again and prints what was noticed, by seconds from its start."
    )

    @Argument(help: "The recording.") var file: String
    @Option(help: "The configuration of the recorded run, where it had one.") var config: String?

    func run() throws {
        guard let recording = try? Data(contentsOf: URL(filePath: file)) else {
            Output.error("gnomon: \(file) cannot be read")
            throw ExitStatus.failed
        }
        do {
            var replay = FlightReplay(settings: try TimingSettings(forReplayWith: config))
            defer { if let state = replay.state { Output.text("\(state.phase.name): \(state.reason.sentence)") } }
            try replay.run(Array(recording)) { Output.text("\(Output.seconds($0))  \($1.line)") }
        } catch {
            Output.error("gnomon: \(file): \(error)")
            throw ExitStatus.failed
        }
    }
}

struct Servo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the clock's discipline on standard input and output, a line in, a line out.")

    @Flag(help: "Let the discipline hear the temperature, a line's third word.") var aided = false

    func run() throws {
        var servo = ServoLineProtocol(isAided: aided)
        while let line = readLine() {
            guard let answer = servo.respond(to: line) else {
                Output.error("gnomon: not a line of the protocol: \(line)")
                throw ExitStatus.failed
            }
            Output.text(answer)
        }
    }
}

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Runs the demonstration's world as fast as the processor allows, and holds the clock against the truth.")

    @Option(help: "How long, in simulated seconds.") var seconds = 86_400
    @Option(help: "What chance is drawn from.") var seed: UInt64 = 1

    func run() {
        var world = SimulatedRun(seed: seed)
        Output.text(world.run(seconds: max(0, seconds)).description)
    }
}

extension Settings.Receiver.Constellation: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso8601: argument) }
}
