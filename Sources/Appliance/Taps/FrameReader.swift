// SPDX-License-Identifier: Apache-2.0

import Board
public import GNSS
public import TimeBase

/// A whole message of the receiver's, octet for octet as it came.
public struct HeardFrame: Hashable, Sendable {
    public enum Language: String, Hashable, Sendable {
        case nmea, ubx
    }

    /// When its first octet arrived.
    public var at: MonotonicInstant
    public var kind: Frame.Kind
    /// From the start sign to the checksum's end or the line's.
    public var octets: [UInt8]

    public init(at: MonotonicInstant, kind: Frame.Kind, octets: [UInt8]) {
        (self.at, self.kind, self.octets) = (at, kind, octets)
    }

    public var language: Language {
        switch kind {
        case .nmea: .nmea
        case .ubx: .ubx
        }
    }
}

/// Finds the whole messages among what comes over a line, for those who listen; not for the timing thread.
public struct FrameReader: Sendable {
    private var scanner = FrameScanner()
    /// The line's latest octets, and where in the stream the first of them lies.
    private var recent: [UInt8] = []
    private var first: UInt64 = 0
    /// What a frame that is not yet whole may reach back, twice.
    private static let most = 16_384

    public init() {}

    public mutating func take(_ entry: TappedLine) -> [HeardFrame] {
        switch entry.kind {
        case .bytes(let chunk): return chunk.withBytes { push($0, at: entry.at) }
        case .opened, .lost:
            self = FrameReader()
            return []
        }
    }

    /// The frames that these octets complete.
    public mutating func push(_ bytes: Span<UInt8>, at arrival: MonotonicInstant) -> [HeardFrame] {
        for index in bytes.indices { recent.append(bytes[index]) }
        var found: [Frame] = []
        scanner.push(bytes, at: arrival) { frame, _ in found.append(frame) }
        let frames = found.compactMap { heard($0) }
        if recent.count > Self.most {
            first += UInt64(recent.count - Self.most / 2)
            recent.removeFirst(recent.count - Self.most / 2)
        }
        return frames
    }

    private func heard(_ frame: Frame) -> HeardFrame? {
        guard frame.offset >= first, let start = Int(exactly: frame.offset - first),
            start + frame.length <= recent.count
        else { return nil }
        return HeardFrame(
            at: frame.arrival, kind: frame.kind, octets: Array(recent[start..<start + frame.length]))
    }
}
