// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct DisciplineMemoryTests {
    /// A clock that is followed for some minutes each second, then each minute, and has lost its reference for an hour.
    fileprivate func inOutage() -> Loop {
        var loop = Loop()
        _ = loop.run(900)
        _ = loop.run(400, lost: true)
        return loop
    }

    @Test func `a restart in an outage goes on where it was`() throws {
        var loop = inOutage()
        let memory = try #require(loop.discipline.memory(at: 1000))
        let stored = try #require(DisciplineMemory(values: memory.values))
        let frequency = loop.discipline.applied.frequency
        var again = Discipline(applied: frequency, memory: stored, at: 1060, isSameClock: true)
        for _ in 0..<60 { loop.discipline.updateKeeping(frequency) }
        #expect((again.offset - loop.discipline.offset).magnitude < 1e-8)
        #expect((again.frequency - loop.discipline.frequency).magnitude < 1e-11)
        let (before, after) = (loop.discipline.boundInOneSecond, again.boundInOneSecond)
        #expect((0.99...1.1).contains(after / before))
        for _ in 0..<600 {
            _ = again.update(measured: nil, mayStep: false)
            _ = loop.discipline.update(measured: nil, mayStep: false)
        }
        #expect((0.99...1.1).contains(again.boundInOneSecond / loop.discipline.boundInOneSecond))
    }

    @Test func `after a reboot the frequency is known and the phase is not`() throws {
        let loop = inOutage()
        let memory = try #require(loop.discipline.memory(at: 1000))
        var again = Discipline(applied: 0, memory: memory, at: 1100, isSameClock: false)
        #expect(again.believed == 0)
        #expect(again.boundInOneSecond > 1e6)
        _ = again.update(measured: .milliseconds(300), mayStep: true)
        #expect((again.frequency - loop.discipline.frequency).magnitude < 1e-8)
        #expect(again.isNoiseKnown)
    }

    @Test func `what no discipline can have learned is refused`() throws {
        let loop = inOutage()
        let values = try #require(loop.discipline.memory(at: 1000)).values
        #expect(DisciplineMemory(values: values) != nil)
        #expect(DisciplineMemory(values: []) == nil)
        #expect(DisciplineMemory(values: Array(values.dropLast())) == nil)
        for (place, value) in [(0, 99.0), (2, -1), (4, 0), (4, .nan), (7, 1), (12, .infinity), (23, -1e-18)] {
            var spoilt = values
            spoilt[place] = value
            #expect(DisciplineMemory(values: spoilt) == nil, "\(place)")
        }
        #expect(Discipline().memory(at: 0) == nil)
    }
}

extension DisciplineMemoryTests {
    /// A file that was spoilt must not keep the program from starting each time that it is read.
    @Test(arguments: [1e300, -1e300, 1e13, -1e13, 1e3, -1e3, 0.5, -0.5, 1e-300, 0])
    func `whatever number is spoilt, it is refused or survived`(wrong: Double) throws {
        let values = try #require(inOutage().discipline.memory(at: 1000)).values
        for place in values.indices {
            var spoilt = values
            spoilt[place] = wrong
            guard let memory = DisciplineMemory(values: spoilt) else { continue }
            var again = Discipline(memory: memory, at: 1060, isSameClock: true)
            for _ in 0..<2 { _ = again.update(measured: nil, elapsed: 100, mayStep: false) }
            #expect(again.offset.isFinite && again.frequency.isFinite, "\(place)")
            #expect(again.errorBound.base > .zero && again.boundInOneSecond.isFinite, "\(place)")
        }
    }

    @Test func `after decades, which no clock runs on alone, the oscillator is still known`() throws {
        let memory = try #require(inOutage().discipline.memory(at: 1000))
        let again = Discipline(memory: memory, at: 1.8e9, isSameClock: false)
        #expect(again.believed == 0 && again.frequency.magnitude < 1e-3)
        #expect(again.age < 1.1e7)
    }
}

extension Discipline {
    /// A second in which the frequency stays what it was, as while a program restarts.
    fileprivate mutating func updateKeeping(_ frequency: Double) {
        _ = update(measured: nil, mayStep: false)
        noteApplied(ClockCorrection(frequency: frequency))
    }
}
