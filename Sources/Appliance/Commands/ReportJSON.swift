// SPDX-License-Identifier: Apache-2.0

public import FoundationEssentials

/// Reports as JSON: keys in order, so that two of the same are the same text.
public enum ReportJSON {
    /// On one line.
    public static func line(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// For people: indented.
    public static func page(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(value)
    }

    public static func read<Value: Decodable>(_ type: Value.Type, from data: some Sequence<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(data))
    }
}
