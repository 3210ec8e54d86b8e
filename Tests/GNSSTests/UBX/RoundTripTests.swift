// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

extension UBXMessage {
    /// The message as a payload; `nil` for one that has no case.
    fileprivate var payload: (any UBXPayload)? {
        switch self {
        case .navStatus(let m): m
        case .navDOP(let m): m
        case .navSol(let m): m
        case .navPVT(let m): m
        case .navTimeGPS(let m): m
        case .navTimeUTC(let m): m
        case .navClock(let m): m
        case .navTimeGLO(let m): m
        case .navTimeBDS(let m): m
        case .navTimeGAL(let m): m
        case .navTimeLS(let m): m
        case .navSVInfo(let m): m
        case .navSat(let m): m
        case .navSVIN(let m): m
        case .navEOE(let m): m
        case .ack(let m): m
        case .cfgValSet(let m): m
        case .cfgValGet(let m): m
        case .monVer(let m): m
        case .monHW(let m): m
        case .monRF(let m): m
        case .timTP(let m): m
        case .timTM2(let m): m
        case .timSVIN(let m): m
        case .other: nil
        }
    }
}

@Suite struct RoundTripTests {
    private func decode(_ frame: [UInt8]) throws -> UBXMessage {
        try UBXMessage(UBXMessageID(frame[2], frame[3]), payload: frame.span.extracting(6..<frame.count - 2))
    }

    @Test(arguments: Golden.exact)
    func `A message read and written again is the same octets`(digits: String) throws {
        let frame = octets(digits)
        #expect(scan(frame).caught.count == 1)
        #expect(try decode(frame).payload?.frame == frame)
    }

    @Test(arguments: Golden.exact + Golden.loose)
    func `A message written and read again is the same message`(digits: String) throws {
        let message = try decode(octets(digits))
        let written = try #require(message.payload?.frame)
        #expect(try decode(written) == message)
    }

    @Test(arguments: goldenFrames)
    func `A payload one byte short or long is refused or is another message`(frame: [UInt8]) throws {
        let id = UBXMessageID(frame[2], frame[3])
        let short = Array(frame[6..<frame.count - 3])
        let long = Array(frame[6..<frame.count - 2]) + [0]
        #expect(throws: UBXRefusal.self) { try UBXMessage(id, payload: short.span) }
        #expect(throws: UBXRefusal.self) { try UBXMessage(id, payload: long.span) }
    }

    @Test func `A message that is not known is named with its length`() throws {
        let payload: [UInt8] = [1, 2, 3]
        let message = try UBXMessage(UBXMessageID(0x02, 0x15), payload: payload.span)
        #expect(message == .other(UBXMessageID(0x02, 0x15), length: 3))
    }

    @Test func `Refusals are counted by their reason`() {
        var decoder = UBXDecoder()
        let short: [UInt8] = [0, 0, 0]
        let version: [UInt8] = [9, 0, 0, 0]
        let key: [UInt8] = [1, 0, 0, 0, 1, 0, 5, 0, 0]
        #expect(decoder.decode(.navPVT, short.span) == nil)
        #expect(decoder.lastRefusal?.reason == .length(3))
        #expect(decoder.decode(.monRF, version.span) == nil)
        #expect(decoder.lastRefusal?.reason == .version(9))
        #expect(decoder.decode(.cfgValGet, key.span) == nil)
        #expect(decoder.lastRefusal?.reason == .keySize(0x0005_0001))
        #expect(decoder.decode(UBXMessageID(0xF0, 0), key.span) != nil)
        let counters = decoder.counters
        #expect(counters.wrongLength == 1 && counters.unknownVersion == 1 && counters.malformed == 1)
        #expect(counters.other == 1 && counters.decoded == 0)
    }
}
