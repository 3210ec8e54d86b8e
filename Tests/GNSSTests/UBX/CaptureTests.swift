// SPDX-License-Identifier: Apache-2.0

import Foundation
import GNSS
import Testing

@Suite struct CaptureTests {
    private func capture(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Captures")
        return [UInt8](try Data(contentsOf: folder.appending(path: name + ".log")))
    }

    @Test(
        "Every frame of a known message in a capture is decoded",
        arguments: [
            ("u-blox-m8t-time-first-half", 616 as UInt64, 154 as UInt64, 0 as UInt64), ("ublox-lea-m8f", 144, 49, 1),
            ("ublox-zed-f9p-rtk", 50, 20, 0),
        ])
    func decodes(name: String, decoded: UInt64, other: UInt64, nmea: UInt64) throws {
        let bytes = try capture(name)
        var scanner = FrameScanner()
        var reader = Reader()
        for start in stride(from: 0, to: bytes.count, by: 37) {
            scanner.push(bytes.span.extracting(start..<min(start + 37, bytes.count)), at: instant(start), to: &reader)
        }
        scanner.finish(to: &reader)
        #expect(reader.decoder.lastRefusal == nil)
        #expect(reader.decoder.counters.decoded == decoded && reader.decoder.counters.other == other)
        #expect(scanner.counters.nmea == nmea)
    }

    @Test func `A timing receiver's announcements run one second ahead of its epochs`() throws {
        let bytes = try capture("u-blox-m8t-time-first-half")
        var scanner = FrameScanner()
        var (announced, checked) = (UInt32(0), 0)
        scanner.push(bytes.span, at: instant(0)) { frame, content in
            guard case .ubx(let id) = frame.kind, let message = try? UBXMessage(id, payload: content) else { return }
            switch message {
            case .timTP(let pulse):
                announced = pulse.towMS
                #expect(abs(pulse.qErr) < 11_000 && pulse.timeBase)
            case .navTimeGPS(let time) where announced != 0:
                // In UTC, 18 s behind GPS time.
                #expect(time.iTOW - 18_000 + 1000 == announced)
                checked += 1
            default: break
            }
        }
        #expect(checked == 77)
    }
}
