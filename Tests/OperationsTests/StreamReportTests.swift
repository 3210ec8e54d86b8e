// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import GNSS
import NTP
import Operations
import Testing
import TimeBase

struct StreamReportTests {
    private let now = MonotonicInstant(sinceEpoch: .seconds(12))
    private let utc = UTCRelation(taiMinusUTC: 37)
    private let style = TextStyle()

    @Test func `a sentence is shown as it came, without what a terminal would obey`() {
        let octets = Array("$GPTXT,\u{1B}[2J*00\r\n".utf8)
        let report = SentenceReport(HeardFrame(at: now, kind: .nmea(.matches), octets: octets))
        #expect(report.text(in: style) == "$GPTXT,.[2J*00")
    }

    @Test func `a UBX message has its name, its length and its payload`() {
        let octets: [UInt8] = [0xB5, 0x62, 0x0D, 0x01, 2, 0, 0xAB, 0x0C, 0, 0]
        let report = UBXReport(HeardFrame(at: now, kind: .ubx(.timTP), octets: octets))
        #expect(report.text(in: style) == "TIM-TP 2 ab0c")
        #expect(UBXMessageID(0x02, 0x15).name == "0x02-0x15")
    }

    @Test func `a payload longer than the line is cut`() {
        let octets = [0xB5, 0x62, 0x01, 0x35, 100, 0] + [UInt8](repeating: 7, count: 102)
        let text = UBXReport(HeardFrame(at: now, kind: .ubx(.navSat), octets: octets)).text(in: TextStyle(columns: 40))
        #expect(text.count <= 40 && text.hasSuffix("07.."))
    }

    @Test func `a pulse is shown with its second, its stamp, its offset and what was announced of it`() {
        let marks = TAIInstant(sinceEpoch: .seconds(1_000_000_037))
        let edge = PulseEdge(reading: ClockReading(era: 0, shown: marks + .nanoseconds(-12)))
        var pulse = TappedPulse(at: now, edge: edge, marks: marks, sawtooth: .picoseconds(4_320), utc: utc)
        #expect(
            PulseReport(pulse).text(in: style)
                == "2001-09-09T01:46:40Z, stamp 2001-09-09T01:46:39.999999988Z, offset −12.0 ns, sawtooth +4.3 ns")
        (pulse.marks, pulse.sawtooth) = (nil, nil)
        #expect(
            PulseReport(pulse).text(in: TextStyle(isASCII: true))
                == "unknown second, stamp 2001-09-09T01:46:39.999999988Z, offset unknown")
    }

    @Test func `a request is shown with what became of it`() {
        let source = IPEndpoint(.loopbackV4, port: 4000)
        let answered = TappedRequest(at: now, source: source, version: 4, mode: 3, refusal: nil)
        #expect(RequestReport(answered).text(in: style) == "127.0.0.1:4000 version 4 mode 3 answered")
        let refused = TappedRequest(at: now, source: source, version: 2, mode: 6, refusal: .control)
        #expect(RequestReport(refused).text(in: style) == "127.0.0.1:4000 version 2 mode 6 refused: control")
    }
}
