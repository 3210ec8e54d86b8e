// SPDX-License-Identifier: Apache-2.0

import Appliance

extension Operation {
    /// A command, as its definition tells of it.
    static func command(_ command: Command) -> Operation {
        Operation(
            .operation, command.summary.prefix(1).uppercased() + command.summary.dropFirst(), detail(of: command),
            takes: .json(
                .object("", command.parameters.map(field) + consent(of: command)), isNeeded: false,
                example: nil),
            gives: [reply(of: command)],
            fails: [409: "It makes sense, but not here or not now, or not without `confirmed`"])
    }

    private static func detail(of command: Command) -> String {
        let lines = [
            "On the console and the command line: `\(command.usage)`, such as `\(command.example)`.", command.detail,
            command.asks.map { "Wants `confirmed`: \($0)" } ?? "",
        ]
        return lines.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func consent(of command: Command) -> [Schema.Field] {
        command.asks == nil ? [] : [.optional("confirmed", .truth("That what will happen is wished"))]
    }

    /// What is missing is told by the command itself, which knows how to say it.
    private static func field(of parameter: Command.Parameter) -> Schema.Field {
        .optional(parameter.name, schema(of: parameter).orNull)
    }

    private static func schema(of parameter: Command.Parameter) -> Schema {
        switch parameter.kind {
        case .truth: .truth(parameter.about)
        case .choice(let choices): .word(parameter.about, among: choices.map(\.word))
        case .whole(let range, _): .whole(parameter.about, Int64(range.lowerBound)...Int64(range.upperBound))
        case .real(let range, let unit): .number(parameter.about + (unit.isEmpty ? "" : ", \(unit)"), range)
        case .duration: .text(parameter.about + ": 90s, 15m, 1h, 7d", pattern: #"^\d+[smhd]?$"#)
        case .text, .rest, .secret, .address, .host, .known: .text(parameter.about)
        }
    }

    private static func reply(of command: Command) -> Reply {
        if command.effect == .lasts {
            return .file("application/x-ndjson", "A line of JSON for each report, until one side hangs up")
        }
        return .ok(Schema.results[command.name] ?? .map("What '\(command.name)' tells", of: .anything))
    }
}

extension Schema {
    /// What commands answer, where the API knows it by a name already.
    static let results: [String: Schema] = [
        "status": .status, "satellites": .satellites, "sources": .sources, "alarms": .alarms, "ntp": .ntp, "ptp": .ptp,
        "receiver show": .receiverReport, "clients": .clients, "watch": .watch, "version": .version, "help": .help,
        "reacquire": .done,
        "scene": .done, "alarms ack": .done,
        "receiver dry-run": .receiverWork, "receiver configure": .receiverWork, "receiver reset": .done,
        "calibrate cable-delay": .calibration, "calibrate bias": .calibration,
        "users": .usersReport, "users add": .done, "users remove": .done, "users role": .done, "users unlock": .done,
        "reset-password": .done, "test lamp": .done, "test relay": .done, "test alarm": .alarmTest,
        "support-bundle": .supportBundle, "upgrade": .upgrade, "rollback-image": .upgrade, "reboot": .done,
        "restart": .done, "factory-reset": .done,
    ].merging(timeResults) { $1 }
}
