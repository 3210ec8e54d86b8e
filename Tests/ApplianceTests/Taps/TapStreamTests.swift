// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import GNSS
import NTP
import Testing
import TimeBase

struct TapStreamTests {
    private let now = MonotonicInstant(sinceEpoch: .seconds(3))

    private func line(_ text: String) -> TappedLine { TappedLine(at: now, .bytes(ByteChunk(text.utf8))) }

    @Test func `sentences are heard octet for octet, whatever lies between them`() async throws {
        let taps = Taps()
        let stream = taps.nmea()
        taps.line.note { line("garbage$GPZDA,120000,04,10,20") }
        taps.line.note { line("24,00,00*4A\r\n$GPTXT,01,01,02,wrong*00\r\n") }
        taps.line.note { line("$GPTXT,01,01,02,x\r\n") }
        var heard: [String] = []
        for await item in stream {
            guard case .heard(let frame) = item else { continue }
            heard.append(String(decoding: frame.octets, as: UTF8.self))
            if heard.count == 2 { break }
        }
        #expect(heard == ["$GPZDA,120000,04,10,2024,00,00*4A\r\n", "$GPTXT,01,01,02,x\r\n"])
    }

    @Test func `messages in UBX are heard beside sentences`() async throws {
        let taps = Taps()
        let stream = taps.ubx()
        var octets: [UInt8] = Array("$GPTXT,01,01,02,x\r\n".utf8)
        UBXMessageID.monVer.appendPoll(to: &octets)
        taps.line.note { TappedLine(at: now, .bytes(ByteChunk(octets))) }
        var iterator = stream.makeAsyncIterator()
        guard case .heard(let frame)? = await iterator.next() else {
            Issue.record("nothing was heard")
            return
        }
        #expect(frame.kind == .ubx(.monVer) && frame.octets == [0xB5, 0x62, 0x0A, 0x04, 0, 0, 0x0E, 0x34])
    }

    @Test func `what is missed is told in its place`() async throws {
        let taps = Taps()
        let stream = taps.pulses()
        let edge = PulseEdge(reading: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero)))
        for second in 0..<100 {
            let at = now + .seconds(second)
            taps.pulse.note { TappedPulse(at: at, edge: edge, marks: nil, utc: UTCRelation(taiMinusUTC: 37)) }
        }
        var (heard, missed) = (0, UInt64(0))
        for await item in stream {
            switch item {
            case .heard: heard += 1
            case .missed(let count): missed += count
            }
            if heard + Int(missed) == 100 { break }
        }
        #expect(heard + Int(missed) == 100 && heard >= 8)
    }

    @Test func `who stops listening is not written for any more`() async throws {
        let taps = Taps()
        do {
            let stream = taps.requests()
            #expect(taps.request.isHeard)
            let source = IPEndpoint(.loopbackV4, port: 1)
            taps.request.note { TappedRequest(at: now, source: source, version: 4, mode: 3, refusal: .denied) }
            for await _ in stream { break }
        }
        let deadline = ContinuousClock.now + .seconds(60)
        while taps.request.isHeard, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        #expect(!taps.request.isHeard)
    }
}
