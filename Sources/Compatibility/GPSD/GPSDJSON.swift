// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Writes one object of gpsd's JSON, member by member; what is `nil` or no number is left out.
struct GPSDJSON {
    private var body: String

    init(_ name: String) {
        body = "{\"class\":"
        body += Self.quoted(name)
    }

    /// An object without a class, within another.
    init() { body = "{" }

    var text: String { body + "}" }

    mutating func add(_ name: String, _ value: String?) {
        if let value { put(name, Self.quoted(value)) }
    }

    mutating func add(_ name: String, _ value: Int?) {
        if let value { put(name, "\(value)") }
    }

    mutating func add(_ name: String, _ value: Bool) { put(name, value ? "true" : "false") }

    mutating func add(_ name: String, _ value: Double?, decimals: Int) {
        if let text = value.flatMap({ Self.fixed($0, decimals: decimals) }) { put(name, text) }
    }

    /// Seconds as POSIX counts them, to the nanosecond.
    mutating func add(_ name: String, _ time: UnixTimestamp) {
        let nanoseconds = "\(time.nanoseconds)"
        put(name, "\(time.seconds)." + String(repeating: "0", count: 9 - nanoseconds.utf8.count) + nanoseconds)
    }

    mutating func add(_ name: String, array: [String]) { put(name, "[" + array.joined(separator: ",") + "]") }

    private mutating func put(_ name: String, _ value: String) {
        if body.utf8.count > 1 { body += "," }
        body += "\"" + name + "\":" + value
    }

    /// With so many digits behind the point, 0...9; `nil` for what is beyond 10⁹ or no number.
    static func fixed(_ value: Double, decimals: Int) -> String? {
        guard value.magnitude < 1e9 else { return nil }
        var scale: Int64 = 1
        for _ in 0..<min(max(decimals, 0), 9) { scale *= 10 }
        let units = Int64((value.magnitude * Double(scale)).rounded())
        let sign = value < 0 && units > 0 ? "-" : ""
        guard scale > 1 else { return "\(sign)\(units)" }
        let digits = "\(units % scale)"
        return "\(sign)\(units / scale)." + String(repeating: "0", count: decimals - digits.utf8.count) + digits
    }

    /// ASCII only: all else, and what JSON reserves, is escaped (RFC 8259, 7).
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22, 0x5C: quoted += "\\" + String(Unicode.Scalar(UInt8(unit)))
            case 0x20...0x7E: quoted += String(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return quoted + "\""
    }
}
