// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import GNSS
import TimeBase

/// A sentence of the receiver's.
public struct SentenceReport: CommandReport {
    /// As it came, without its line end; what is not printable ASCII is shown as a point.
    public var sentence: String
    /// When its first octet arrived, on the machine's counter.
    public var atSeconds: Double

    public init(_ frame: HeardFrame) {
        (sentence, atSeconds) = (printable(frame.octets), frame.at.sinceEpoch.realSeconds)
    }

    public func text(in style: TextStyle) -> String { sentence }
}

/// A UBX message of the receiver's.
public struct UBXReport: CommandReport {
    /// "NAV-PVT", or class and number where the message has no name here: "0x02-0x15".
    public var message: String
    /// In octets, of the payload.
    public var length: Int
    /// The payload in hexadecimal.
    public var payload: String
    public var atSeconds: Double

    public init(_ frame: HeardFrame) {
        // Two of synchronisation, class, number and two of length; two of checksum.
        let payload = frame.octets.count >= 8 ? frame.octets[6..<(frame.octets.count - 2)] : []
        if case .ubx(let id) = frame.kind { message = id.name } else { message = "" }
        (length, atSeconds) = (payload.count, frame.at.sinceEpoch.realSeconds)
        self.payload = payload.map { hexadecimal($0) }.joined()
    }

    public func text(in style: TextStyle) -> String {
        let head = "\(message) \(length)"
        let room = max(8, style.columns - head.count - 2)
        guard payload.count > room else { return payload.isEmpty ? head : "\(head) \(payload)" }
        return "\(head) \(payload.prefix((room - 2) & ~1)).."
    }
}

/// An edge of the pulse.
public struct PulseReport: CommandReport {
    /// The second that it marks, UTC; `null` while that is not known.
    @Nullable public var second: String?
    /// The kept clock's reading at the edge, UTC.
    public var stamp: String
    /// Stamp − second: positive, the clock is ahead; `null` while the second is not known.
    @Nullable public var offsetNs: Double?
    /// What the receiver announced of this edge: positive, it comes late; `null` where it says nothing.
    @Nullable public var sawtoothNs: Double?
    /// How uncertain the stamp is; `null` where that is not known.
    @Nullable public var uncertaintyNs: Double?

    public init(_ pulse: TappedPulse) {
        let shown = pulse.edge.reading.shown
        second = pulse.marks.map { pulse.utc.utc($0).iso8601(decimals: 0) }
        stamp = pulse.utc.utc(shown).iso8601(decimals: 9)
        offsetNs = pulse.marks.map { (shown - $0).realNanoseconds }
        sawtoothNs = pulse.sawtooth?.realNanoseconds
        uncertaintyNs = pulse.edge.uncertainty == .zero ? nil : pulse.edge.uncertainty.realNanoseconds
    }

    public func text(in style: TextStyle) -> String {
        let offset = offsetNs.map { "offset \(signed($0, style)) ns" } ?? "offset unknown"
        let sawtooth = sawtoothNs.map { ", sawtooth \(signed($0, style)) ns" } ?? ""
        return "\(second ?? "unknown second"), stamp \(stamp), \(offset)\(sawtooth)"
    }

    private func signed(_ nanoseconds: Double, _ style: TextStyle) -> String {
        let tenths = (nanoseconds.magnitude * 10).rounded() / 10
        return (nanoseconds < 0 ? (style.isASCII ? "-" : "−") : "+") + "\(tenths)"
    }
}

/// An NTP request, and what became of it.
public struct RequestReport: CommandReport {
    public var address: String
    public var version: Int
    public var mode: Int
    /// Why it got no answer; `null`: it got one.
    @Nullable public var refused: String?
    public var atSeconds: Double

    public init(_ request: TappedRequest) {
        (address, version, mode) = ("\(request.source)", Int(request.version), Int(request.mode))
        (refused, atSeconds) = (request.refusal.map { "\($0)" }, request.at.sinceEpoch.realSeconds)
    }

    public func text(in style: TextStyle) -> String {
        "\(address) version \(version) mode \(mode) \(refused.map { "refused: \($0)" } ?? "answered")"
    }
}

/// What came too fast to be shown.
public struct MissedReport: CommandReport {
    public var missed: UInt64

    public init(_ missed: UInt64) { self.missed = missed }

    public func text(in style: TextStyle) -> String { "(\(missed) not shown: too many at once)" }
}

/// What is not printable ASCII becomes a point; the line's end is left out.
private func printable(_ octets: [UInt8]) -> String {
    let line = octets.reversed().drop { $0 == 10 || $0 == 13 }.reversed()
    return String(decoding: line.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
}

private func hexadecimal(_ octet: UInt8) -> String { (octet < 16 ? "0" : "") + String(octet, radix: 16) }
