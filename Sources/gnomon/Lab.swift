// SPDX-License-Identifier: Apache-2.0

import Appliance
public import ArgumentParser
import FoundationEssentials
public import TimeBase

struct Lab: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "For the laboratory.", subcommands: [Decode.self, Servo.self])
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

struct Servo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the clock's discipline on standard input and output, a line in, a line out.")

    func run() throws {
        var servo = ServoLineProtocol()
        while let line = readLine() {
            guard let answer = servo.respond(to: line) else {
                Output.error("gnomon: not a line of the protocol: \(line)")
                throw ExitStatus.failed
            }
            Output.text(answer)
        }
    }
}

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso8601: argument) }
}
