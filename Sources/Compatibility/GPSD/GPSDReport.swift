// SPDX-License-Identifier: Apache-2.0

/// Something that watching clients are told, and which of them.
public struct GPSDReport: Equatable, Sendable {
    public enum Audience: Equatable, Sendable {
        /// Who wants JSON: all of them, or those with or without `timing`.
        case json
        case timing(Bool)
        /// Who wants to know of time and pulse.
        case pps
        /// Who wants JSON or to know of the pulse.
        case jsonOrPPS
        /// Who wants sentences, or what comes raw: a text of the receiver's own.
        case text
        /// Who wants sentences of a receiver that speaks otherwise.
        case nmea
        /// Who wants what comes raw: in hexadecimal, or octet for octet.
        case hexadecimal
        case octets
    }

    public var audience: Audience
    public var octets: [UInt8]

    public init(_ audience: Audience, octets: [UInt8]) { (self.audience, self.octets) = (audience, octets) }

    /// A line, with its end.
    public init(_ audience: Audience, line: String) { self.init(audience, octets: Array((line + "\r\n").utf8)) }

    /// Whether somebody who watches so is among them.
    public func isFor(_ watch: GPSDWatch, of device: String) -> Bool {
        guard watch.isEnabled, watch.device.isEmpty || watch.device == device else { return false }
        return switch audience {
        case .json: watch.json
        case .timing(let timing): watch.json && watch.timing == timing
        case .pps: watch.pps
        case .jsonOrPPS: watch.json || watch.pps
        case .text: watch.nmea || watch.raw > 0
        case .nmea: watch.nmea
        case .hexadecimal: watch.raw == 1
        case .octets: watch.raw == 2
        }
    }
}
