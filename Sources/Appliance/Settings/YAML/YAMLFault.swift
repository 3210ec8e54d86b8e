// SPDX-License-Identifier: Apache-2.0

import Yams

/// What the YAML parser says, as a reason and a place.
struct YAMLFault {
    var reason: String
    var position: TextPosition

    init(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let lead = context.map { $0.text.isEmpty ? "" : $0.text + ": " } ?? ""
            reason = "not YAML: \(lead)\(problem)"
            position = TextPosition(line: mark.line, column: mark.column)
        case YamlError.reader(let problem, _, _, _):
            (reason, position) = ("not YAML: \(problem)", TextPosition(line: 1, column: 1))
        default:
            (reason, position) = ("not YAML that can be read", TextPosition(line: 1, column: 1))
        }
    }
}
