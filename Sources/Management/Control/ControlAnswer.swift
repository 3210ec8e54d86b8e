// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What is asked over the control socket: a line that is a command, or JSON that says how the text is to be written too.
struct ControlQuestion: Codable, Hashable {
    var command: String
    /// For ``TextStyle``; `nil`: no text is wanted.
    var columns: Int?
    var ascii: Bool?
    /// Whether the text is to be JSON as well, laid out for people: what `--json` says in the command.
    var json: Bool?
    /// For what the command needs that is shown to nobody, by the parameter's name.
    var secrets: [String: String]?

    /// Asks for a call to be carried out, with the text for a style.
    init(_ call: CommandCall, style: TextStyle) {
        command = call.line
        (columns, ascii, json) = (style.columns, style.isASCII, call.wantsJSON)
        let given = call.command.parameters.filter { $0.kind == .secret }.compactMap { parameter in
            call.values[parameter.name].map { (parameter.name, $0) }
        }
        secrets = given.isEmpty ? nil : Dictionary(uniqueKeysWithValues: given)
    }

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
        call.wantsJSON = call.wantsJSON || json == true
        return call
    }
}

/// What is answered: one line, or for a command that lasts one for each of its reports and one for its end.
enum ControlAnswer: Encodable {
    case done(any CommandReport, Look?)
    case part(any CommandReport, Look?)
    case end
    case refused(CommandRefusal)

    /// How the text of an answer is written.
    struct Look {
        var style = TextStyle()
        var isJSON = false

        func text(of report: any CommandReport, laysOut: Bool) throws -> String {
            guard isJSON else { return report.text(in: style) }
            let data = try laysOut ? ReportJSON.page(report) : ReportJSON.line(report)
            return String(decoding: data, as: UTF8.self)
        }
    }

    private enum Keys: String, CodingKey { case ok, result, part, text, end, error }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(!isRefused, forKey: .ok)
        switch self {
        case .done(let report, let look): try encode(report, as: .result, look, in: &container)
        case .part(let report, let look): try encode(report, as: .part, look, in: &container)
        case .end: try container.encode(true, forKey: .end)
        case .refused(let refusal): try container.encode(refusal, forKey: .error)
        }
    }

    private func encode(
        _ report: any CommandReport, as key: Keys, _ look: Look?, in container: inout KeyedEncodingContainer<Keys>
    ) throws {
        try report.encode(to: container.superEncoder(forKey: key))
        if let look { try container.encode(look.text(of: report, laysOut: key == .result), forKey: .text) }
    }

    private var isRefused: Bool { if case .refused = self { true } else { false } }
}
