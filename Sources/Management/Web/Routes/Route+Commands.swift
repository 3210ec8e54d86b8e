// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

extension Route {
    /// `POST /api/v1/commands/NAME` for every command, with its values by name: `{"last": "1h"}`.
    static func commands(_ desk: CommandDesk) -> [Route] {
        CommandTable.all.map { command in
            Route(.post, "/api/v1/commands/" + command.slug, .role(Role(command.level)), .command(command)) { visit in
                try await perform(command, by: desk, for: visit)
            }
        }
    }

    private static func perform(_ command: Command, by desk: CommandDesk, for visit: Visit) async throws -> Response {
        let wish = try await visit.optionalWish(CommandWish.self) ?? CommandWish()
        var call = try CommandCall(command, checking: wish.values)
        call.isConfirmed = wish.isConfirmed
        switch try await desk.perform(call, for: visit.commander) {
        case .report(let report): return try Answer.json(report)
        case .lasting(let reports): return stream(reports)
        }
    }

    /// A line of JSON for each report, until one side hangs up.
    private static func stream(_ reports: AsyncThrowingStream<any CommandReport, any Error>) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                do {
                    for try await report in reports {
                        var buffer = ByteBuffer(bytes: try ReportJSON.line(report))
                        buffer.writeString("\n")
                        try await writer.write(buffer)
                    }
                } catch let refusal as CommandRefusal {
                    try await writer.write(ByteBuffer(bytes: try ReportJSON.line(refusal) + [0x0A]))
                }
                try await writer.finish(nil)
            })
    }
}

/// What a command is given over HTTP: its values by name, and `confirmed` where it asks first.
private struct CommandWish: Decodable {
    var values: [String: String] = [:]
    var isConfirmed = false

    init() {}

    init(from decoder: any Decoder) throws {
        for (name, value) in try decoder.singleValueContainer().decode([String: JSONTree].self) {
            switch value {
            case .text(let text): values[name] = text
            case .number(let number): values[name] = "\(number)"
            case .whole(let number): values[name] = "\(number)"
            case .truth(let truth) where name == "confirmed": isConfirmed = truth
            // A flag that is not set is one that is not there.
            case .truth(let truth): values[name] = truth ? "true" : nil
            default: break
            }
        }
    }
}

extension Visit {
    fileprivate var commander: CommandCaller {
        CommandCaller(
            principal?.who ?? "nobody", level: Command.Level(principal?.role ?? .viewer), from: "\(source)")
    }
}

extension Role {
    init(_ level: Command.Level) {
        self =
            switch level {
            case .viewer: .viewer
            case .operating: .operating
            case .admin: .admin
            }
    }
}
