// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Management

@Suite struct `What comes over the session socket` {
    private let note = TerminalNote(columns: 132, rows: 50, term: "xterm", locale: "de_DE.UTF-8")

    @Test(arguments: 1...9)
    func `is told apart wherever the pieces end`(_ size: Int) {
        let octets = note.bytes + Array("status\r".utf8) + note.bytes + note.bytes + [0x03]
        var (wire, pieces) = (SessionWire(), [SessionWire.Piece]())
        for start in stride(from: 0, to: octets.count, by: size) {
            pieces += wire.take(octets[start..<min(start + size, octets.count)])
        }
        let typed = pieces.flatMap { piece in if case .typed(let typed) = piece { typed } else { [UInt8]() } }
        #expect(typed == Array("status\r".utf8) + [0x03])
        #expect(pieces.count { $0 == .note(note) } == 3)
    }

    @Test func `has the form that others rely on`() {
        let text = String(decoding: TerminalNote(columns: 80, rows: 24, term: "vt100").bytes.dropFirst(), as: UTF8.self)
        #expect(text == #"{"columns":80,"rows":24,"term":"vt100"}"# + "\n")
        #expect(note.bytes.first == 0xFF)
    }

    @Test(arguments: ["", "{", "[]", "{\"columns\":\"x\"}", String(repeating: "x", count: 100_000)])
    func `is no note where it makes no sense, and what follows is typed`(_ text: String) {
        var wire = SessionWire()
        #expect(wire.take([0xFF] + Array(text.utf8) + [10] + Array("x".utf8)) == [.typed([0x78])])
    }

    @Test(arguments: 0..<200)
    func `is typed or told, whatever it is`(_ seed: Int) {
        var chance = SystemRandomNumberGenerator()
        let octets = (0..<512).map { _ in UInt8.random(in: 0...255, using: &chance) | (seed % 2 == 0 ? 0xF0 : 0) }
        var wire = SessionWire()
        for case .typed(let typed) in wire.take(octets) { #expect(!typed.contains(SessionWire.mark)) }
    }
}
