// SPDX-License-Identifier: Apache-2.0

/// What JSON of ours looks like: both what is told of it (JSON Schema 2020-12) and what it is checked by.
indirect enum Schema: Hashable, Sendable {
    /// With how many characters it has, and what it must match; these are told, and whoever takes the text checks them.
    case text(_ about: String = "", length: ClosedRange<Int>? = nil, pattern: String? = nil, format: String? = nil)
    /// One of a few words.
    case word(_ about: String, among: [String])
    case whole(_ about: String, ClosedRange<Int64>)
    case number(_ about: String, ClosedRange<Double>? = nil)
    case truth(_ about: String)
    case list(_ about: String, of: Schema, count: ClosedRange<Int>? = nil)
    /// All keys, and no others.
    case object(_ about: String, [Field])
    /// Any key, each with such a value.
    case map(_ about: String, of: Schema)
    case null
    case anything
    case either([Schema])
    /// Told once, under this name.
    case named(String, Schema)

    /// A key of an object.
    struct Field: Hashable, Sendable {
        var name: String
        var schema: Schema
        var isNeeded: Bool

        init(_ name: String, _ schema: Schema, isNeeded: Bool = true) {
            (self.name, self.schema, self.isNeeded) = (name, schema, isNeeded)
        }

        /// A key that may be missing.
        static func optional(_ name: String, _ schema: Schema) -> Field { Field(name, schema, isNeeded: false) }
    }
}

extension Schema {
    /// Zero or more of something, up to what JSON's numbers carry exactly everywhere.
    static func count(_ about: String) -> Schema { .whole(about, 0...Int64.max) }

    /// UTC, as reports write it.
    static func utc(_ about: String) -> Schema {
        .text(
            about + ": UTC, ISO 8601 (a leap second is 23:59:60)",
            pattern: #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"#)
    }

    /// Where reports write `null` instead of leaving a key out.
    var orNull: Schema { .either([self, .null]) }

    /// An object with nothing but a list in it.
    static func only(_ key: String, _ about: String, of item: Schema) -> Schema {
        .object("", [Field(key, .list(about, of: item))])
    }
}

// MARK: As JSON Schema

extension Schema {
    /// JSON Schema 2020-12, as OpenAPI 3.1 has it; what has a name is referred to.
    var json: JSONTree {
        switch self {
        case .text(let about, let length, let pattern, let format):
            Self.tree(
                "string", about,
                [
                    "minLength": length.map { .whole(Int64($0.lowerBound)) }, "pattern": pattern.map { .text($0) },
                    "maxLength": length.map { .whole(Int64($0.upperBound)) }, "format": format.map { .text($0) },
                ])
        case .word(let about, let words): Self.tree("string", about, ["enum": .list(words.map { .text($0) })])
        case .whole(let about, let range):
            Self.tree(
                "integer", about,
                [
                    "minimum": range.lowerBound == .min ? nil : .whole(range.lowerBound),
                    "maximum": range.upperBound == .max ? nil : .whole(range.upperBound),
                ])
        case .number(let about, let range):
            Self.tree(
                "number", about,
                ["minimum": range.map { .number($0.lowerBound) }, "maximum": range.map { .number($0.upperBound) }])
        case .truth(let about): Self.tree("boolean", about)
        case .list(let about, let item, let count):
            Self.tree(
                "array", about,
                [
                    "items": item.json, "minItems": count.map { .whole(Int64($0.lowerBound)) },
                    "maxItems": count.map { .whole(Int64($0.upperBound)) },
                ])
        case .object(let about, let fields): Self.object(about, fields)
        case .map(let about, let value): Self.tree("object", about, ["additionalProperties": value.json])
        case .null: ["type": "null"]
        case .anything: [:]
        case .either(let kinds): ["anyOf": .list(kinds.map(\.json))]
        case .named(let name, _): ["$ref": .text("#/components/schemas/" + name)]
        }
    }

    private static func object(_ about: String, _ fields: [Field]) -> JSONTree {
        let needed = fields.filter(\.isNeeded).map(\.name).sorted()
        return tree(
            "object", about,
            [
                "properties": .object(Dictionary(fields.map { ($0.name, $0.schema.json) }) { _, last in last }),
                "required": needed.isEmpty ? nil : .list(needed.map { .text($0) }), "additionalProperties": false,
            ])
    }

    private static func tree(_ type: String, _ about: String, _ more: [String: JSONTree?] = [:]) -> JSONTree {
        var members = more.compactMapValues(\.self)
        members["type"] = .text(type)
        if !about.isEmpty { members["description"] = .text(about) }
        return .object(members)
    }

    /// Every schema in it that has a name, by that name.
    var parts: [String: JSONTree] {
        switch self {
        case .text, .word, .whole, .number, .truth, .null, .anything: [:]
        case .list(_, let item, _), .map(_, let item): item.parts
        case .object(_, let fields): Self.all(fields.map(\.schema))
        case .either(let kinds): Self.all(kinds)
        case .named(let name, let schema): schema.parts.merging([name: schema.json]) { first, _ in first }
        }
    }

    private static func all(_ schemas: [Schema]) -> [String: JSONTree] {
        schemas.reduce(into: [:]) { $0.merge($1.parts) { first, _ in first } }
    }
}
