// SPDX-License-Identifier: Apache-2.0

/// Any JSON (RFC 8259), for what has no type of its own: schemas, and bodies that are yet to be checked.
indirect enum JSONTree: Hashable, Sendable {
    case null
    case truth(Bool)
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])
}

extension JSONTree: Codable {
    init(from decoder: any Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: Name.self) {
            let pairs = try keyed.allKeys.map { ($0.stringValue, try keyed.decode(JSONTree.self, forKey: $0)) }
            self = .object(Dictionary(pairs) { _, last in last })
        } else if var rest = try? decoder.unkeyedContainer() {
            var items: [JSONTree] = []
            while !rest.isAtEnd { items.append(try rest.decode(JSONTree.self)) }
            self = .list(items)
        } else {
            self = try Self.leaf(decoder.singleValueContainer())
        }
    }

    private static func leaf(_ value: any SingleValueDecodingContainer) throws -> JSONTree {
        if value.decodeNil() { return .null }
        if let truth = try? value.decode(Bool.self) { return .truth(truth) }
        if let whole = try? value.decode(Int64.self) { return .whole(whole) }
        if let number = try? value.decode(Double.self) { return .number(number) }
        return .text(try value.decode(String.self))
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .truth(let truth): try value.encode(truth)
        case .whole(let whole): try value.encode(whole)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let items): try value.encode(items)
        case .object(let members): try value.encode(members)
        }
    }

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .text(text) }
    init(integerLiteral whole: Int64) { self = .whole(whole) }
    init(booleanLiteral truth: Bool) { self = .truth(truth) }
    init(arrayLiteral items: JSONTree...) { self = .list(items) }
    init(dictionaryLiteral members: (String, JSONTree)...) {
        self = .object(Dictionary(members) { _, last in last })
    }
}

extension JSONTree {
    /// A member of an object; `nil` where there is none.
    subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }
}
