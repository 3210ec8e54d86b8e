// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct GPIOEdgeSourceTests {
    private let place = LinePlace(chip: "/dev/gpiochip0", offset: 17)
    private let lines = FakeLines()

    private func source(_ place: LinePlace? = nil) -> GPIOEdgeSource {
        GPIOEdgeSource(place ?? self.place, provider: lines)
    }

    @Test func `it wants to be opened at once, and then has something to wait on`() throws {
        let source = source()
        #expect(source.descriptor == -1)
        #expect(try #require(source.attempt) < at(0))
        #expect(source.open(at: at(0)) == nil)
        #expect(source.descriptor == 77)
        #expect(source.attempt == nil)
        #expect(lines.opened == [place])
    }

    @Test(arguments: [EdgeStamp.Clock.monotonic, .realtime])
    func `a stamp passes through as the kernel made it`(clock: EdgeStamp.Clock) {
        let source = source()
        _ = source.open(at: at(0))
        let stamps = [
            EdgeStamp(clock: clock, nanoseconds: 1_000_000_017, isRising: true),
            EdgeStamp(clock: clock, nanoseconds: 2_000_000_018, isRising: false),
        ]
        lines.change { $0.edges = stamps }
        #expect(source.take() == stamps[0])
        #expect(source.take() == stamps[1])
        #expect(source.take() == nil)
        #expect(source.attempt == nil)
    }

    @Test func `an edge is the line's own, whatever counts as on`() {
        _ = source(LinePlace(chip: "/dev/gpiochip0", offset: 17, isActiveLow: true)).open(at: at(0))
        #expect(lines.opened == [place])
    }

    @Test(arguments: SourceFault.allCases)
    func `what stands in the way is told, and tried again more and more rarely`(fault: SourceFault) {
        let source = source()
        lines.change { $0.openFault = fault }
        var now = at(0)
        var waits: [Duration] = []
        for _ in 0..<6 {
            #expect(source.open(at: now) == fault)
            guard let next = source.attempt else { return }
            waits.append(next - now)
            now = next
        }
        #expect(waits == [250, 500, 1000, 2000, 2000, 2000].map { .milliseconds($0) })
    }

    @Test func `a chip that goes is lost, and taken again when it is back`() throws {
        let source = source()
        _ = source.open(at: at(1000))
        lines.change { $0.useFault = .absent }
        #expect(source.take() == nil)
        #expect(source.descriptor == -1)
        #expect(try #require(source.attempt) == at(1250))
        lines.change { $0.openFault = .absent }
        #expect(source.open(at: at(60_000)) == .absent)
        lines.change { ($0.openFault, $0.useFault) = (nil, nil) }
        #expect(source.open(at: at(62_000)) == nil)
        lines.change { $0.edges = [EdgeStamp(clock: .monotonic, nanoseconds: 9, isRising: true)] }
        #expect(source.take()?.nanoseconds == 9)
    }

    @Test func `nothing is taken before it is open`() {
        #expect(source().take() == nil)
    }
}

struct GPIODLinesTests {
    @Test(arguments: [
        (Int32(2), SourceFault.absent), (6, .absent), (19, .absent), (20, .absent), (13, .denied), (1, .denied),
        (16, .busy), (38, .unsuitable), (79, .unsuitable), (22, .unsuitable), (25, .unsuitable), (5, .failed),
        (0, .failed),
    ])
    func `a reason is told by what can be done about it`(number: Int32, fault: SourceFault) {
        #expect(SourceFault(errno: number) == fault)
    }

    @Test func `a chip that is not there is absent, or the library is and that is said`() {
        let place = LinePlace(chip: "/dev/gpiochip-none", offset: 0)
        let expected: SourceFault = GPIODLines.impediment == nil ? .absent : .unsuitable
        #expect(throws: expected) { try GPIODLines().output(place, level: false) }
        #expect(throws: expected) {
            try GPIODLines().input(place, edges: .both, bias: .up, prefersRealtime: true)
        }
        #expect((0...2).contains(GPIODLines.generation))
    }

    @Test func `what keeps lines away is a sentence`() {
        #expect(GPIODLines.impediment(0) == nil)
        #expect(GPIODLines.impediment(-38) == "This program was built without libgpiod: there are no GPIO lines.")
        #expect(GPIODLines.impediment(-79)?.hasSuffix("is not installed: there are no GPIO lines.") == true)
    }

    @Test func `a file that is no chip gives no line`() {
        let place = LinePlace(chip: "/dev/null", offset: 0)
        #expect(throws: SourceFault.self) { try GPIODLines().output(place, level: true) }
    }
}
