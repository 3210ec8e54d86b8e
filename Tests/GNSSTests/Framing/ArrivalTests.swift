// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

@Suite struct ArrivalTests {
    let eoe = octets("b562 0161 0400 68aca612 32c9")

    /// Pushes `bytes` one by one, a millisecond apart.
    private func push(_ bytes: [UInt8]) -> [Caught] {
        var scanner = FrameScanner()
        var catcher = Catcher()
        for (index, byte) in bytes.enumerated() { scanner.push(byte, at: instant(index), to: &catcher) }
        scanner.finish(to: &catcher)
        return catcher.caught
    }

    @Test func `A frame's arrival is that of its first byte`() {
        let caught = push([1, 2, 3] + eoe + Array("$GPGLL\n".utf8) + eoe)
        #expect(caught.map(\.frame.arrival) == [instant(3), instant(15), instant(22)])
        #expect(caught.map(\.frame.offset) == [3, 15, 22])
    }

    @Test func `A frame found within a false one keeps its own arrival`() {
        #expect(
            push(octets("b562 0107 1400") + eoe + eoe + eoe).map(\.frame.arrival) == [
                instant(6), instant(18), instant(30),
            ])
    }

    @Test func `When very many calls are held back, arrivals may come out early but never late`() {
        let gap = [UInt8](repeating: 0, count: 3000)
        let frame = push(octets("b562 0107 c40b") + gap + eoe + [0, 0, 0]).first?.frame
        #expect(frame?.offset == 3006)
        let arrival = frame?.arrival ?? instant(0)
        #expect(arrival <= instant(3006) && arrival > instant(2900))
    }

    @Test func `Bytes that came together arrived together`() {
        var scanner = FrameScanner()
        var catcher = Catcher()
        scanner.push(eoe.span.extracting(0..<5), at: instant(7), to: &catcher)
        scanner.push((Array(eoe[5...]) + eoe).span, at: instant(9), to: &catcher)
        #expect(catcher.caught.map(\.frame.arrival) == [instant(7), instant(9)])
    }

    @Test func `A closure is told the same as a receiver`() {
        var scanner = FrameScanner()
        var caught: [Frame] = []
        scanner.push(eoe.span, at: instant(1)) { frame, _ in caught.append(frame) }
        for byte in eoe { scanner.push(byte, at: instant(2)) { frame, _ in caught.append(frame) } }
        scanner.push(octets("b562 0107 0008 24470a").span, at: instant(3)) { frame, _ in caught.append(frame) }
        scanner.finish { frame, _ in caught.append(frame) }
        #expect(caught.map(\.arrival) == [instant(1), instant(2), instant(3)])
    }
}
