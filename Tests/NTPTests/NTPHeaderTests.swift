// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct NTPHeaderTests {
    /// A reply as a stratum 1 server writes it, each field with a value of its own.
    static let golden = octets(
        """
        5C 01 06 E8  00000003  00000011  47505300
        E9B2C3D4 00000001  E9B2C3D5 80000000  E9B2C3D5 90000000  E9B2C3D5 90010203
        """)

    static var meaning: NTPHeader {
        var header = NTPHeader(leap: .insert, version: 3, mode: .server)
        header.stratum = 1
        header.poll = 6
        header.precision = -24
        header.rootDelay = NTPShort(raw: 3)
        header.rootDispersion = NTPShort(raw: 17)
        header.referenceID = ReferenceID.code(of: .gps)
        header.reference = NTPTimestamp(raw: 0xE9B2_C3D4_0000_0001)
        header.origin = NTPTimestamp(raw: 0xE9B2_C3D5_8000_0000)
        header.receive = NTPTimestamp(raw: 0xE9B2_C3D5_9000_0000)
        header.transmit = NTPTimestamp(raw: 0xE9B2_C3D5_9001_0203)
        return header
    }

    @Test func `octets are read as the fields they stand for`() {
        #expect(header(Self.golden) == Self.meaning)
    }

    @Test func `fields are written as the octets they stand for`() {
        #expect(written(Self.meaning) == Self.golden)
    }

    @Test(arguments: 0...255)
    func `every first octet is read and written back`(first: Int) throws {
        var bytes = Self.golden
        bytes[0] = UInt8(first)
        let read = try #require(header(bytes))
        #expect(read.leap.rawValue == UInt8(first) >> 6)
        #expect(read.version == UInt8(first) >> 3 & 7)
        #expect(read.mode.rawValue == UInt8(first) & 7)
        #expect(written(read) == bytes)
    }

    @Test func `any 48 octets survive reading and writing`() throws {
        var random = Seeded(state: 1)
        for _ in 0..<1000 {
            let bytes = (0..<48).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(written(try #require(header(bytes))) == bytes)
        }
    }

    @Test(arguments: [0, 1, 12, 47])
    func `what is shorter is no header`(count: Int) {
        #expect(header([UInt8](repeating: 0x23, count: count)) == nil)
    }

    @Test func `what follows the header is left alone`() {
        #expect(header(Self.golden + [1, 2, 3, 4]) == Self.meaning)
    }
}
