// SPDX-License-Identifier: Apache-2.0

import Board

/// How a value is read from a node: strictly by YAML's core schema, with a reason where it is not one.
struct ValueKind<Value> {
    /// For people, before they write one.
    let shape: SettingShape
    let read: (ConfigNode) throws(SettingRefusal) -> Value

    init(_ shape: SettingShape, _ read: @escaping (ConfigNode) throws(SettingRefusal) -> Value) {
        (self.shape, self.read) = (shape, read)
    }
}

extension ValueKind where Value == String {
    /// Text in quotes, or without where it cannot be taken for anything else.
    static var text: Self {
        Self("a text") { (node) throws(SettingRefusal) in
            guard case .scalar(let text, let isPlain) = node.content, !(isPlain && CoreSchema.isNotText(text)) else {
                throw SettingRefusal("must be a text\(CoreSchema.hint(node)), but is \(CoreSchema.kind(of: node))")
            }
            if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                throw SettingRefusal("\(quoted(text)) has control characters in it")
            }
            return text
        }
    }

    /// An absolute path of at most `longest` bytes.
    static func path(longest: Int = 4095) -> Self {
        Self("the absolute path of a file") { (node) throws(SettingRefusal) in
            let path = try Self.text.read(node)
            guard path.hasPrefix("/"), !path.hasSuffix("/") else {
                throw SettingRefusal("\(quoted(path)) must be the absolute path of a file, such as /dev/ttyS0")
            }
            guard path.utf8.count <= longest else { throw SettingRefusal("the path is longer than \(longest) bytes") }
            return path
        }
    }
}

extension ValueKind where Value == String {
    /// `system`, the path of a device, or the name of a network interface (at most 15 bytes, no `/`: IFNAMSIZ).
    static var clockName: Self {
        Self(SettingShape("system, a device such as /dev/ptp0, or an interface", "system")) {
            (node) throws(SettingRefusal) in
            let name = try Self.text.read(node)
            if name.hasPrefix("/") { return try Self.path().read(node) }
            guard (1...15).contains(name.utf8.count), !name.contains(where: { $0 == "/" || $0.isWhitespace }) else {
                throw SettingRefusal("\(quoted(name)) must be system, a device such as /dev/ptp0, or an interface")
            }
            return name
        }
    }
}

extension ValueKind where Value == String? {
    static var optionalClockName: Self {
        Self(ValueKind<String>.clockName.shape.orNull) { (node) throws(SettingRefusal) in
            node.isNull ? nil : try ValueKind<String>.clockName.read(node)
        }
    }

    /// A path, `auto`, or `null` for none.
    static var receiverDevice: Self {
        Self(SettingShape("auto, the path of a device, or null", Settings.anyReceiver, "null")) {
            (node) throws(SettingRefusal) in
            if case .scalar(Settings.anyReceiver, _) = node.content { return Settings.anyReceiver }
            return try Self.optionalPath().read(node)
        }
    }

    /// A path, a name, `auto`, or `null` for none.
    static var thermometer: Self {
        Self(SettingShape("auto, a sensor's file or its name, or null", Settings.anyThermometer, "null")) {
            (node) throws(SettingRefusal) in
            if node.isNull { return nil }
            let name = try ValueKind<String>.text.read(node)
            if name.hasPrefix("/") { return try ValueKind<String>.path().read(node) }
            guard (1...63).contains(name.utf8.count), !name.contains(where: { $0 == "/" || $0.isWhitespace }) else {
                throw SettingRefusal("\(quoted(name)) must be auto, a sensor's file, or its name such as tmp102")
            }
            return name
        }
    }

    /// A path, or `null` for none.
    static func optionalPath(longest: Int = 4095) -> Self {
        Self(ValueKind<String>.path().shape.orNull) { (node) throws(SettingRefusal) in
            node.isNull ? nil : try ValueKind<String>.path(longest: longest).read(node)
        }
    }
}

extension ValueKind where Value: FixedWidthInteger {
    /// Decimal, hexadecimal (0x) or octal (0o), within `range`.
    static func integer(_ range: ClosedRange<Value>) -> Self {
        Self(SettingShape("a whole number, \(range.lowerBound) to \(range.upperBound)")) {
            (node) throws(SettingRefusal) in
            guard case .scalar(let text, isPlain: true) = node.content, CoreSchema.isInteger(text) else {
                throw SettingRefusal("must be a whole number, but is \(CoreSchema.kind(of: node))")
            }
            guard let value = CoreSchema.integer(text, as: Value.self), range.contains(value) else {
                throw SettingRefusal("\(quoted(text)) must be \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }
}

extension ValueKind where Value == UInt32? {
    /// A number within `range`, or `auto`: `nil`.
    static func automatic(or range: ClosedRange<UInt32>) -> Self {
        Self(ValueKind<UInt32>.integer(range).shape.or("auto")) { (node) throws(SettingRefusal) in
            if case .scalar("auto", _) = node.content { return nil }
            return try ValueKind<UInt32>.integer(range).read(node)
        }
    }
}

extension ValueKind where Value == Int? {
    static func optionalInteger(_ range: ClosedRange<Int>) -> Self {
        Self(ValueKind<Int>.integer(range).shape.orNull) { (node) throws(SettingRefusal) in
            node.isNull ? nil : try ValueKind<Int>.integer(range).read(node)
        }
    }
}

extension ValueKind where Value == Double? {
    static func optionalReal(_ range: ClosedRange<Double>) -> Self {
        Self(ValueKind<Double>.real(range).shape.orNull) { (node) throws(SettingRefusal) in
            node.isNull ? nil : try ValueKind<Double>.real(range).read(node)
        }
    }
}

extension ValueKind where Value == Double {
    static func real(_ range: ClosedRange<Double>) -> Self {
        Self(SettingShape("a number, \(range.lowerBound) to \(range.upperBound)")) { (node) throws(SettingRefusal) in
            guard case .scalar(let text, isPlain: true) = node.content, let value = CoreSchema.real(text) else {
                throw SettingRefusal("must be a number, but is \(CoreSchema.kind(of: node))")
            }
            guard range.contains(value) else {
                throw SettingRefusal("\(quoted(text)) must be \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }
}

extension ValueKind where Value == Bool {
    static var truth: Self {
        Self(.truth) { (node) throws(SettingRefusal) in
            guard case .scalar(let text, isPlain: true) = node.content, let value = CoreSchema.truth(text) else {
                throw SettingRefusal("must be true or false, but is \(CoreSchema.kind(of: node))")
            }
            return value
        }
    }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of a few words.
    static var word: Self {
        Self(.words(Value.allCases.map(\.rawValue))) { (node) throws(SettingRefusal) in
            let words = Value.allCases.map(\.rawValue)
            guard case .scalar(let text, _) = node.content else {
                throw SettingRefusal(
                    "must be one of \(words.joined(separator: ", ")), but is \(CoreSchema.kind(of: node))")
            }
            if let value = Value(rawValue: text) { return value }
            let guess = NearMiss.best(for: text, among: words).map { "; did you mean '\($0)'?" } ?? ""
            throw SettingRefusal("\(quoted(text)) must be one of \(words.joined(separator: ", "))\(guess)")
        }
    }
}

extension ValueKind {
    /// One of a few words, or nothing.
    static func optionalWord<Word: RawRepresentable & CaseIterable>() -> Self
    where Value == Word?, Word.RawValue == String {
        Self(ValueKind<Word>.word.shape) { (node) throws(SettingRefusal) in try ValueKind<Word>.word.read(node) }
    }
}

extension ValueKind where Value == IPEndpoint {
    static var listenAddress: Self {
        Self("an address with its port, such as '10.0.0.1:123' or '[::]:123'") { (node) throws(SettingRefusal) in
            try IPEndpoint(parsing: ValueKind<String>.text.read(node))
        }
    }
}

extension ValueKind where Value == AddressPrefix {
    static var prefix: Self {
        Self("a network such as 10.0.0.0/8 or '2001:db8::/32'") { (node) throws(SettingRefusal) in
            try AddressPrefix(parsing: ValueKind<String>.text.read(node))
        }
    }
}

extension ValueKind where Value == ListenPlace {
    /// An address with a port, or the absolute path of a socket.
    static var listenPlace: Self {
        Self("an address with its port, or the absolute path of a socket") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            guard !text.hasPrefix("/") else { return .path(try ValueKind<String>.path(longest: 107).read(node)) }
            return .endpoint(try IPEndpoint(parsing: text))
        }
    }
}
