// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Compatibility
import GNSS
import TimeBase

/// Any octets as what a client of gpsd's sends, whole and in pieces; and as what a receiver says, made into reports.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let whole = converse(octets, inPiecesOf: max(1, octets.count))
    precondition(whole == converse(octets, inPiecesOf: 1))
    // Only what has a start sign makes reports.
    if octets.contains(UInt8(ascii: "$")) || octets.contains(0xB5) { listen(octets) }
    return 0
}

private let noon = UTCInstant(day: 20_000, secondOfDay: 43_200)

/// What is answered, and whether the client is hung up on.
private func converse(_ octets: [UInt8], inPiecesOf size: Int) -> [UInt8] {
    let house = GPSDHouse(
        device: GPSDDevice(path: "/dev/ttyS1", driver: .ublox, activated: noon), last: nil, version: "1", now: noon)
    var session = GPSDSession()
    var answers = session.greeting(house)
    for first in stride(from: 0, to: octets.count, by: size) {
        do throws(GPSDHangUp) {
            answers += try session.receive(octets[first..<min(first + size, octets.count)], house)
        } catch {
            // What was answered to the same piece before is lost with it: nobody is there to read it.
            return Array("hung up: \(error)".utf8)
        }
    }
    precondition(session.watch.isEnabled || !session.wants(GPSDReport(.json, line: "{}"), of: "/dev/ttyS1"))
    checkLines(answers)
    return answers
}

/// A receiver may say anything: what is made of it is JSON in ASCII, one object a line.
private func listen(_ octets: [UInt8]) {
    var teller = GPSDTeller(device: GPSDDevice(path: "/dev/ttyS1"))
    let (now, shown) = (MonotonicInstant(sinceEpoch: .zero), TAIInstant(sinceEpoch: .seconds(1_700_000_000)))
    let clock = ClockFace(
        ClockMapping(anchor: now, atAnchor: ClockReading(era: 0, shown: shown), rate: 0), UTCRelation(taiMinusUTC: 37))
    var reports: [GPSDReport] = []
    for first in stride(from: 0, to: octets.count, by: ByteChunk.capacity) {
        let chunk = ByteChunk(octets[first..<min(first + ByteChunk.capacity, octets.count)])
        reports += teller.take(TappedLine(at: now, .bytes(chunk)), clock: clock)
    }
    reports += teller.idle(at: now + .seconds(5), clock: clock)
    for report in reports {
        switch report.audience {
        case .json, .timing, .pps, .jsonOrPPS: checkLines(report.octets)
        case .text, .nmea, .hexadecimal, .octets: break
        }
    }
}

private func checkLines(_ octets: [UInt8]) {
    precondition(octets.suffix(2) == [13, 10])
    for line in octets.split(separator: 10) {
        precondition(line.first == UInt8(ascii: "{") && line.last == 13 && line.dropLast().last == UInt8(ascii: "}"))
        precondition(line.dropLast().allSatisfy { (0x20...0x7E).contains($0) })
    }
}
