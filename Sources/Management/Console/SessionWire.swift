// SPDX-License-Identifier: Apache-2.0

import Appliance
import Console
import FoundationEssentials

/// What a program at somebody's terminal tells of it.
public struct TerminalNote: Codable, Hashable, Sendable {
    /// 0: not known.
    public var columns = 0
    public var rows = 0
    /// `TERM`
    public var term: String?
    /// `LC_ALL`, `LC_CTYPE` or `LANG`
    public var locale: String?
    /// What is to be carried out once somebody is logged in; the session ends behind it.
    public var command: String?

    public init(
        columns: Int = 0, rows: Int = 0, term: String? = nil, locale: String? = nil, command: String? = nil
    ) {
        (self.columns, self.rows, self.term, self.locale, self.command) = (columns, rows, term, locale, command)
    }

    /// As it goes over the socket: `0xFF`, JSON, a line feed.
    public var bytes: [UInt8] {
        let text = (try? ReportJSON.line(self)).map(Array.init) ?? []
        return [SessionWire.mark] + text + [10]
    }

    var terminal: Terminal { Terminal(name: term ?? "", locale: locale ?? "", columns: columns, rows: rows) }
}

/// What comes over the session socket: what is typed, as it is, and notes about the terminal between it.
///
/// `0xFF` begins a note: it stands in no UTF-8 (RFC 3629, 1), so nobody types it.
public struct SessionWire: Sendable {
    public enum Piece: Hashable, Sendable {
        case typed([UInt8])
        case note(TerminalNote)
    }

    public static let mark: UInt8 = 0xFF
    /// A longer note is none, and left out to its end.
    static let longestNote = 8192

    private var note: [UInt8]?

    public init() {}

    /// Takes octets, in pieces of any size.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        var typed: [UInt8] = []
        for byte in bytes {
            if note != nil {
                if let whole = goOn(byte) { pieces.append(.note(whole)) }
            } else if byte == Self.mark {
                if !typed.isEmpty { pieces.append(.typed(typed)) }
                (typed, note) = ([], [])
            } else {
                typed.append(byte)
            }
        }
        return typed.isEmpty ? pieces : pieces + [.typed(typed)]
    }

    private mutating func goOn(_ byte: UInt8) -> TerminalNote? {
        guard byte == 10 else {
            if let length = note?.count, length <= Self.longestNote { note?.append(byte) }
            return nil
        }
        defer { note = nil }
        guard let text = note, text.count <= Self.longestNote else { return nil }
        return try? ReportJSON.read(TerminalNote.self, from: text)
    }
}
