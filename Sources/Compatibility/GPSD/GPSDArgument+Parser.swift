// SPDX-License-Identifier: Apache-2.0

extension GPSDArgument {
    struct Parser {
        private var rest: ArraySlice<UInt8>
        /// Deeper than this nothing is nested that anybody means.
        private static let deepest = 8

        init(octets: ArraySlice<UInt8>) { rest = octets }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skipSpace() {
            while let next = rest.first, next == 32 || (9...13).contains(next) { rest.removeFirst() }
        }

        mutating func object(depth: Int = 0) throws(Fault) -> [String: Value] {
            var members: [String: Value] = [:]
            try expect("{")
            if accept("}") { return members }
            repeat {
                let name = try text()
                try expect(":")
                let value = try value(depth: depth)
                guard members.updateValue(value, forKey: name) == nil else {
                    throw Fault(reason: "\(shown(name)) is there twice")
                }
            } while accept(",")
            try expect("}")
            return members
        }

        private mutating func value(depth: Int) throws(Fault) -> Value {
            skipSpace()
            guard depth < Self.deepest else { throw Fault(reason: "too deeply nested") }
            switch rest.first {
            case UInt8(ascii: "\"")?: return .text(try text())
            case UInt8(ascii: "{")?:
                _ = try object(depth: depth + 1)
                return .nested
            case UInt8(ascii: "[")?: return try array(depth: depth + 1)
            default: return try word()
            }
        }

        private mutating func array(depth: Int) throws(Fault) -> Value {
            try expect("[")
            if accept("]") { return .nested }
            repeat { _ = try value(depth: depth) } while accept(",")
            try expect("]")
            return .nested
        }

        private mutating func word() throws(Fault) -> Value {
            let word = rest.prefix { !",}]:".utf8.contains($0) && $0 > 32 }
            rest = rest.dropFirst(word.count)
            let text = String(decoding: word, as: UTF8.self)
            switch text {
            case "true": return .flag(true)
            case "false": return .flag(false)
            case "null": return .null
            default: break
            }
            let isNumeric = text.utf8.allSatisfy { "+-.eE0123456789".utf8.contains($0) }
            if isNumeric, let number = Double(text), number.isFinite { return .number(number) }
            throw Fault(reason: text.isEmpty ? "a value is missing" : "\(shown(text)) is no value")
        }

        private mutating func text() throws(Fault) -> String {
            try expect("\"")
            var octets: [UInt8] = []
            while let next = rest.popFirst() {
                switch next {
                case UInt8(ascii: "\""):
                    // What is no UTF-8 has no meaning here.
                    return String(decoding: octets, as: UTF8.self)
                case UInt8(ascii: "\\"): octets += try escaped()
                case 0..<32: throw Fault(reason: "a control character within a text")
                default: octets.append(next)
                }
            }
            throw Fault(reason: "a text has no end")
        }

        private mutating func escaped() throws(Fault) -> [UInt8] {
            switch rest.popFirst() {
            case UInt8(ascii: "n"): return [10]
            case UInt8(ascii: "r"): return [13]
            case UInt8(ascii: "t"): return [9]
            case UInt8(ascii: "b"): return [8]
            case UInt8(ascii: "f"): return [12]
            case UInt8(ascii: "u"):
                let digits = String(decoding: rest.prefix(4), as: UTF8.self)
                rest = rest.dropFirst(4)
                guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
                else { throw Fault(reason: "\\u without four digits of a character") }
                return Array(String(Character(scalar)).utf8)
            case let other?: return [other]
            case nil: throw Fault(reason: "a text has no end")
            }
        }

        private mutating func accept(_ sign: Unicode.Scalar) -> Bool {
            skipSpace()
            guard rest.first == UInt8(ascii: sign) else { return false }
            rest.removeFirst()
            return true
        }

        private mutating func expect(_ sign: Unicode.Scalar) throws(Fault) {
            guard accept(sign) else { throw Fault(reason: "'\(sign)' is missing") }
        }

        private func shown(_ text: String) -> String { "'\(text.prefix(40))'" }
    }
}
