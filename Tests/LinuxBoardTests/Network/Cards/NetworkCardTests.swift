// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TimeBase

@testable import LinuxBoard

struct NetworkCardTests {
    private let kernel = FakeKernel(tai: 37)

    private func card(_ phc: FakePHC) -> NetworkCard {
        NetworkCard("eth0", 3, clock: 0, phc, HostTimeline(kernel: kernel))
    }

    /// How far a stamp that is taken now is placed from now, ns.
    private func error(_ relation: CardRelation, _ phc: FakePHC) -> Int64? {
        relation.monotonic(stamp: phc.shown(at: kernel.monotonic)).map { $0 - kernel.monotonic }
    }

    @Test(arguments: [0, -37e9, 1e12]) func `stamps are placed to nanoseconds, on whichever scale the card is`(
        ahead: Double
    ) throws {
        let phc = FakePHC(kernel, ahead: ahead, drift: 23e-6)
        let card = card(phc)
        for _ in 0..<20 {
            kernel.pass(.milliseconds(500))
            _ = card.compare()
        }
        kernel.pass(.milliseconds(500))
        let relation = try #require(card.compare())
        kernel.pass(.milliseconds(400))
        #expect(try #require(error(relation, phc)).magnitude <= 5)
        #expect(relation.uncertainty == 201 && card.fault == nil)
    }

    @Test func `a leap second of the host's clock moves no stamp`() throws {
        let phc = FakePHC(kernel)
        let card = card(phc)
        for _ in 0..<4 {
            kernel.pass(.milliseconds(500))
            _ = card.compare()
        }
        kernel.leap(1)
        for _ in 0..<4 {
            kernel.pass(.milliseconds(500))
            guard let relation = card.compare() else { continue }
            #expect(try #require(error(relation, phc)).magnitude <= 5)
        }
        kernel.pass(.milliseconds(500))
        #expect(card.compare() != nil)
    }

    @Test func `a step of the card's clock is told by silence, then its stamps are good again`() throws {
        let phc = FakePHC(kernel)
        let card = card(phc)
        for _ in 0..<4 {
            kernel.pass(.milliseconds(500))
            _ = card.compare()
        }
        kernel.pass(.milliseconds(500))
        let before = try #require(card.compare())
        phc.move(by: 3e9)
        // Until the next comparison the kernel's own stamp shows that it cannot be so.
        #expect(before.arrival(stamp: phc.shown(at: kernel.monotonic), seen: kernel.monotonic) == nil)
        kernel.pass(.milliseconds(500))
        #expect(card.compare() == nil)
        kernel.pass(.milliseconds(500))
        let after = try #require(card.compare())
        #expect(try #require(error(after, phc)).magnitude <= 5)
    }

    @Test func `a clock that cannot be read says why`() {
        let phc = FakePHC(kernel)
        phc.fault = .denied
        let card = card(phc)
        #expect(card.compare() == nil && card.fault == .denied)
        phc.fault = nil
        kernel.pass(.milliseconds(500))
        _ = card.compare()
        kernel.pass(.milliseconds(500))
        #expect(card.compare() != nil && card.fault == nil)
    }

    @Test func `an interface is made of the cards below it`() throws {
        let folder = NSTemporaryDirectory() + "gnomon-net-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["eth0", "eth1", "bond0/lower_eth0", "bond0/lower_eth1", "bond0.5/lower_bond0"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        #expect(NetworkCard.parts(of: "eth0", in: folder) == ["eth0"])
        #expect(NetworkCard.parts(of: "bond0.5", in: folder) == ["eth0", "eth1"])
    }
}
