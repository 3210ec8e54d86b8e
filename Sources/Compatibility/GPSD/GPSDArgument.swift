// SPDX-License-Identifier: Apache-2.0

/// The JSON object that a request may have as its argument (RFC 8259): flat, as gpsd's are. What is nested in it is
/// checked and left out.
public struct GPSDArgument: Equatable, Sendable {
    public enum Value: Equatable, Sendable {
        case text(String)
        case number(Double)
        case flag(Bool)
        case null
        /// An object or an array.
        case nested
    }

    public private(set) var members: [String: Value] = [:]

    public init(_ members: [String: Value] = [:]) { self.members = members }

    /// What is wrong with it, in a few words.
    public struct Fault: Error, Equatable, Sendable {
        public var reason: String
    }

    /// From the octets of one object, braces included; nothing may follow it.
    public init(parsing octets: ArraySlice<UInt8>) throws(Fault) {
        var parser = Parser(octets: octets)
        members = try parser.object()
        parser.skipSpace()
        guard parser.isAtEnd else { throw Fault(reason: "something follows the object") }
    }

    public func flag(_ name: String) throws(Fault) -> Bool? {
        switch members[name] {
        case nil: return nil
        case .flag(let flag): return flag
        // As old clients write it.
        case .number(let number) where number == 0 || number == 1: return number == 1
        default: throw Fault(reason: "\(name) is neither true nor false")
        }
    }

    public func text(_ name: String) throws(Fault) -> String? {
        switch members[name] {
        case nil: return nil
        case .text(let text): return text
        default: throw Fault(reason: "\(name) is no text")
        }
    }

    public func whole(_ name: String, in range: ClosedRange<Int>) throws(Fault) -> Int? {
        switch members[name] {
        case nil: return nil
        case .number(let number):
            if let whole = Int(exactly: number), range.contains(whole) { return whole }
            throw Fault(reason: "\(name) is not in \(range.lowerBound)...\(range.upperBound)")
        default: throw Fault(reason: "\(name) is no number")
        }
    }
}
