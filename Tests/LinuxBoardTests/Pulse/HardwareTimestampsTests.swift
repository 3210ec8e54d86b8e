// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

/// A hardware clock's inputs whose stamps the test makes.
final class FakeStamps: StampDevice {
    struct Asked: Equatable {
        var rising: Bool
        var falling: Bool
        var strictly: Bool
    }

    let descriptor: Int32 = 99
    var waiting: [(nanoseconds: Int64, channel: UInt32)] = []
    var refuses: (Asked) -> Bool = { _ in false }
    var fault: SourceFault?
    private(set) var inForce: Asked?
    private(set) var pins: [UInt32] = []

    func givePin(_ pin: UInt32, to channel: UInt32) throws(SourceFault) { pins.append(pin) }

    func ask(rising: Bool, falling: Bool, strictly: Bool, of channel: UInt32) throws(SourceFault) {
        let asked = Asked(rising: rising, falling: falling, strictly: strictly)
        if refuses(asked) { throw .unsuitable }
        inForce = asked
    }

    func next() throws(SourceFault) -> (nanoseconds: Int64, channel: UInt32)? {
        if let fault { throw fault }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }
}

struct HardwareTimestampsTests {
    private let device = FakeStamps()
    private static let ms: Int64 = 1_000_000

    private func source(_ edges: PulseEdges = .rising, pin: UInt32? = 3) -> HardwareTimestamps {
        let device = device
        return HardwareTimestamps(of: "/dev/ptp9", channel: 1, pin: pin, edges: edges) {
            (_) throws(SourceFault) in device
        }
    }

    @Test func `its pin is given to its channel, and only that channel's stamps are told`() {
        let source = source()
        #expect(source.descriptor == -1 && source.open(at: HostClock.now) == nil && source.descriptor == 99)
        #expect(device.pins == [3] && device.inForce == .init(rising: true, falling: false, strictly: true))
        device.waiting = [(10, 0), (20, 1), (30, 2)]
        #expect(source.take() == EdgeStamp(clock: .hardware, nanoseconds: 20, isRising: true))
        #expect(source.take() == nil && device.waiting.isEmpty)
    }

    @Test(arguments: [(PulseEdges.rising, true), (.falling, false)])
    func `where the driver takes both edges only, the pulse's length tells them apart`(
        edges: PulseEdges, leads: Bool
    ) {
        device.refuses = { $0.rising != $0.falling }
        let source = source(edges)
        #expect(source.open(at: HostClock.now) == nil)
        #expect(device.inForce == .init(rising: true, falling: true, strictly: true))
        device.waiting = [0, 100, 1_000, 1_100, 2_000].map { ($0 * Self.ms, 1) }
        let told = [100, 1_000, 1_100, 2_000] as [Int64]
        for milliseconds in told {
            let isLeading = milliseconds % 1_000 == 0
            #expect(
                source.take()
                    == EdgeStamp(
                        clock: .hardware, nanoseconds: milliseconds * Self.ms, isRising: isLeading == leads))
        }
        #expect(source.take() == nil)
    }

    @Test func `an older driver is asked without promises`() {
        device.refuses = { $0.strictly }
        let source = source()
        #expect(source.open(at: HostClock.now) == nil)
        #expect(device.inForce == .init(rising: true, falling: false, strictly: false))
        device.waiting = [0, 1_000, 2_000].map { ($0 * Self.ms, 1) }
        #expect(source.take()?.nanoseconds == 1_000 * Self.ms)
        #expect(source.take()?.isRising == true)
    }

    @Test func `a device that fails is let go and tried again`() {
        let source = source()
        _ = source.open(at: HostClock.now)
        device.fault = .absent
        #expect(source.take() == nil && source.descriptor == -1 && source.attempt != nil)
        device.refuses = { _ in true }
        #expect(source.open(at: HostClock.now) == .unsuitable)
        let real = HardwareTimestamps(of: "/nonexistent/ptp", channel: 0, pin: nil, edges: .rising)
        #expect(real.open(at: HostClock.now) == .absent)
    }

    @Test func `between pairs an edge that was missed is not guessed`() {
        var pairing = EdgePairing()
        let edges: [(Int64, Bool?)] = [
            (0, nil), (100, false), (1_000, true), (1_100, false), (2_100, nil), (3_000, true), (3_000, nil),
        ]
        for (milliseconds, leads) in edges { #expect(pairing.isLeading(milliseconds * Self.ms) == leads) }
    }
}
