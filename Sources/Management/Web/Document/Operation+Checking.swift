// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

extension Operation {
    /// Throws 400 where the address asks what is not known here, asks it twice, or asks what makes no sense.
    func check(query text: String?) throws(HTTPError) {
        let known = parameters.filter { $0.place == .query }
        var seen: Set<String> = []
        for (name, value) in text.map(FormFields.pairs) ?? [] {
            guard let parameter = known.first(where: { $0.name == name }) else {
                throw Self.refusal("there is no parameter '\(name.prefix(60))' here; \(Self.list(known))")
            }
            guard seen.insert(name).inserted else { throw Self.refusal("'\(name)' is asked twice") }
            try parameter.check(value)
        }
    }

    private static func list(_ known: [Parameter]) -> String {
        known.isEmpty ? "nothing can be asked after the '?'" : "there are " + known.map(\.name).joined(separator: ", ")
    }

    fileprivate static func refusal(_ text: String) -> HTTPError { HTTPError(.badRequest, message: text) }
}

extension Operation.Parameter {
    fileprivate func check(_ text: String) throws(HTTPError) {
        do throws(SchemaFault) { try schema.check(schema.reading(text), at: name) } catch {
            throw Operation.refusal("\(error)")
        }
    }
}

extension Schema {
    /// What stands in an address, as the JSON that is meant; a text where it is nothing else.
    func reading(_ text: String) -> JSONTree {
        switch self {
        case .whole: Self.isNumeral(text) ? Int64(text).map { .whole($0) } ?? .text(text) : .text(text)
        case .number: Self.isNumeral(text) ? Double(text).map { .number($0) } ?? .text(text) : .text(text)
        case .list(_, let item, _):
            .list(
                text.split(separator: ",", omittingEmptySubsequences: false).map {
                    item.reading(String($0))
                })
        case .either(let kinds):
            kinds.lazy.map { $0.reading(text) }.first { if case .text = $0 { false } else { true } } ?? .text(text)
        case .named(_, let schema): schema.reading(text)
        default: .text(text)
        }
    }

    /// A form's fields as the JSON that is meant.
    func reading(_ fields: [String: String]) -> JSONTree {
        guard case .object(_, let known) = self else { return .object(fields.mapValues { .text($0) }) }
        return .object(
            Dictionary(
                fields.map { name, text in
                    (name, known.first { $0.name == name }?.schema.reading(text) ?? .text(text))
                }
            ) { _, last in last })
    }

    /// Without what Swift reads too: "0x10", "inf", "+1".
    private static func isNumeral(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("+") && text.allSatisfy { "0123456789.-+eE".contains($0) }
    }
}
