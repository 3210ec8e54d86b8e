// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What is asked over the control socket: a line that is a command, or JSON that says how the text is to be written too.
struct ControlQuestion: Codable, Hashable {
    var command: String
    /// For ``TextStyle``; `nil`: no text is wanted.
    var columns: Int?
    var ascii: Bool?
    /// For what the command needs that is shown to nobody, by the parameter's name.
    var secrets: [String: String]?

    init(_ line: String) {
        if line.hasPrefix("{"), let question = try? ReportJSON.read(Self.self, from: line.utf8) {
            self = question
        } else {
            command = line
        }
    }

    var style: TextStyle? { columns.map { TextStyle(columns: $0, isASCII: ascii ?? false) } }

    func call() throws(CommandRefusal) -> CommandCall {
        var call = try CommandCall(parsing: command)
        for parameter in call.command.parameters where parameter.kind == .secret {
            if let secret = secrets?[parameter.name] { call.values[parameter.name] = secret }
        }
        return call
    }
}

/// What is answered: one line, or for a command that lasts one for each of its reports and one for its end.
enum ControlAnswer: Encodable {
    case done(any CommandReport, TextStyle?)
    case part(any CommandReport, TextStyle?)
    case end
    case refused(CommandRefusal)

    private enum Keys: String, CodingKey { case ok, result, part, text, end, error }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(!isRefused, forKey: .ok)
        switch self {
        case .done(let report, let style): try encode(report, as: .result, style, in: &container)
        case .part(let report, let style): try encode(report, as: .part, style, in: &container)
        case .end: try container.encode(true, forKey: .end)
        case .refused(let refusal): try container.encode(refusal, forKey: .error)
        }
    }

    private func encode(
        _ report: any CommandReport, as key: Keys, _ style: TextStyle?, in container: inout KeyedEncodingContainer<Keys>
    ) throws {
        try report.encode(to: container.superEncoder(forKey: key))
        if let style { try container.encode(report.text(in: style), forKey: .text) }
    }

    private var isRefused: Bool { if case .refused = self { true } else { false } }
}
