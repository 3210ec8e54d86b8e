// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct PressureTests {
    private let millisecond: Int64 = 1_000_000

    @Test func `a short queue changes nothing`() {
        var pressure = Pressure()
        let told = (0..<5_000).compactMap { pressure.step(0.24, at: Int64($0) * millisecond) }
        #expect(told.isEmpty && !pressure.isHigh)
    }

    @Test func `a long one lets ever fewer through, but not before the last change shows`() {
        var pressure = Pressure()
        let told = (0..<60).map { pressure.step(0.5, at: Int64($0) * millisecond) }
        let changes = told.indices.filter { told[$0] != nil }
        #expect(changes == [0, 20, 40])
        #expect(told.compactMap(\.self) == [.max / 4, .max / 16, .max / 64] && pressure.isHigh)
    }

    @Test func `some are let through whatever comes`() {
        var pressure = Pressure()
        for step in 0..<1_000 { _ = pressure.step(1, at: Int64(step) * 20 * millisecond) }
        #expect(pressure.share == 1 << 18)
    }

    @Test func `once it is calm more and more are let through, and in the end all`() throws {
        var pressure = Pressure()
        _ = pressure.step(0.9, at: 0)
        let told = (1..<20_000).compactMap { pressure.step(0, at: Int64($0) * millisecond) }
        #expect(told.first == .max / 4 / 4 * 5 && told.last == .max && !pressure.isHigh)
        #expect(told == told.sorted() && (6...9).contains(told.count))
    }

    @Test func `between the two the share stays, and is told anew five times a second`() {
        var pressure = Pressure()
        _ = pressure.step(0.9, at: 0)
        let told = (1...3_000).compactMap { pressure.step(0.1, at: Int64($0) * millisecond) }
        #expect(told == [UInt32](repeating: .max / 4, count: 15))
    }

    @Test func `it is looked at once a millisecond at most, and can be ended`() {
        var pressure = Pressure()
        let looks = (0..<10).count { pressure.isDue(at: Int64($0) * millisecond / 2) }
        #expect(looks == 5 && pressure.end() == nil)
        _ = pressure.step(1, at: 0)
        #expect(pressure.end() == .max && !pressure.isHigh)
    }
}
