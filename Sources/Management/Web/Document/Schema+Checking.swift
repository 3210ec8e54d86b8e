// SPDX-License-Identifier: Apache-2.0

/// That something is not as its schema says, and where.
struct SchemaFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Such as `users[0].role`; empty: the whole.
    var place: String
    var reason: String

    var description: String { (place.isEmpty ? "the body" : "'\(place)'") + " " + reason }
}

extension Schema {
    /// Throws the first thing that is wrong. What a text says in itself is for whoever takes it to judge.
    func check(_ value: JSONTree, at place: String = "") throws(SchemaFault) {
        switch (self, value) {
        case (.named(_, let schema), _): try schema.check(value, at: place)
        case (.either(let kinds), _): try Self.check(value, isAmong: kinds, at: place)
        case (.object(_, let fields), .object(let members)): try Self.check(members, fields, at: place)
        case (.map(_, let item), .object(let members)):
            for (key, value) in members { try item.check(value, at: Self.place(key, in: place)) }
        case (.list(_, let item, let count), .list(let items)):
            guard count?.contains(items.count) ?? true else { throw fault(at: place) }
            for (index, value) in items.enumerated() { try item.check(value, at: "\(place)[\(index)]") }
        default: if !isSatisfied(by: value) { throw fault(at: place) }
        }
    }

    private func isSatisfied(by value: JSONTree) -> Bool {
        switch (self, value) {
        case (.text, .text), (.truth, .truth), (.null, .null), (.anything, _): true
        case (.word(_, let words), .text(let text)): words.contains(text)
        case (.whole(_, let range), .whole(let number)): range.contains(number)
        case (.whole(_, let range), .number(let number)): Int64(exactly: number).map(range.contains) ?? false
        case (.number(_, let range), .number(let number)): range?.contains(number) ?? true
        case (.number(_, let range), .whole(let number)): range?.contains(Double(number)) ?? true
        default: false
        }
    }

    /// Of what may also be `null`, the fault of the other kind says more.
    private static func check(_ value: JSONTree, isAmong kinds: [Schema], at place: String) throws(SchemaFault) {
        var first: SchemaFault?
        for kind in kinds where kind != .null || value == .null {
            do throws(SchemaFault) { return try kind.check(value, at: place) } catch { first = first ?? error }
        }
        let others = kinds.filter { $0 != .null }
        guard others.count > 1 else { throw first ?? Self.null.fault(at: place) }
        throw SchemaFault(place: place, reason: "must be " + others.map(\.kind).joined(separator: ", or "))
    }

    private static func check(
        _ members: [String: JSONTree], _ fields: [Field], at place: String
    ) throws(SchemaFault) {
        for field in fields {
            let here = Self.place(field.name, in: place)
            if let value = members[field.name] {
                try field.schema.check(value, at: here)
            } else if field.isNeeded {
                throw SchemaFault(place: here, reason: "is missing")
            }
        }
        guard let stranger = members.keys.sorted().first(where: { key in !fields.contains { $0.name == key } }) else {
            return
        }
        let known = fields.map(\.name).joined(separator: ", ")
        let hint = known.isEmpty ? "nothing is expected here" : "there are \(known)"
        throw SchemaFault(place: Self.place(stranger, in: place), reason: "is not known; \(hint)")
    }

    private static func place(_ key: String, in place: String) -> String { place.isEmpty ? key : place + "." + key }

    private func fault(at place: String) -> SchemaFault { SchemaFault(place: place, reason: "must be \(kind)") }

    /// In words, after "must be".
    private var kind: String {
        switch self {
        case .text: "a text"
        case .word(_, let words): "one of " + words.joined(separator: ", ")
        case .whole(_, .min ... .max): "a whole number"
        case .whole(_, let range): "a whole number" + Self.bounds(range, isOpen: range.upperBound == .max)
        case .number(_, let range): "a number" + (range.map { Self.bounds($0, isOpen: false) } ?? "")
        case .truth: "true or false"
        case .list(_, _, let count): "a list" + (count.map { " of \($0.lowerBound) to \($0.upperBound)" } ?? "")
        case .object, .map: "an object"
        case .null: "null"
        case .anything: "anything"
        case .either(let kinds): kinds.map(\.kind).joined(separator: ", or ")
        case .named(_, let schema): schema.kind
        }
    }

    private static func bounds<Number>(_ range: ClosedRange<Number>, isOpen: Bool) -> String {
        isOpen ? ", \(range.lowerBound) or more" : ", \(range.lowerBound) to \(range.upperBound)"
    }
}
