// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

@testable import LinuxBoard

/// Chips as a test wants them: what is asked of them is noted, faults are set from outside.
final class FakeLines: LineProvider {
    struct State {
        /// What stands in the way of taking a line, and of using one that was taken.
        var openFault: SourceFault?
        var useFault: SourceFault?
        var edges: [EdgeStamp] = []
        var isOn = false
        var levels: [LinePlace: [Bool]] = [:]
        var opened: [LinePlace] = []
        var bias: LineBias?
    }

    let state = Mutex(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
    func levels(of place: LinePlace) -> [Bool] { state.withLock { $0.levels[place] ?? [] } }
    var opened: [LinePlace] { state.withLock(\.opened) }

    func input(
        _ place: LinePlace, edges: LineEdges, bias: LineBias, prefersRealtime: Bool
    ) throws(SourceFault) -> any InputLine {
        try note(place)
        state.withLock { $0.bias = bias }
        return FakeLine(self, place)
    }

    func output(_ place: LinePlace, level: Bool) throws(SourceFault) -> any OutputLine {
        try note(place)
        state.withLock { $0.levels[place, default: []].append(level) }
        return FakeLine(self, place)
    }

    private func note(_ place: LinePlace) throws(SourceFault) {
        state.withLock { $0.opened.append(place) }
        if let fault = state.withLock(\.openFault) { throw fault }
    }
}

final class FakeLine: InputLine, OutputLine {
    private let lines: FakeLines
    private let place: LinePlace
    let descriptor: Int32 = 77

    init(_ lines: FakeLines, _ place: LinePlace) { (self.lines, self.place) = (lines, place) }

    private func check() throws(SourceFault) {
        if let fault = lines.state.withLock(\.useFault) { throw fault }
    }

    func take() throws(SourceFault) -> EdgeStamp? {
        try check()
        return lines.state.withLock { $0.edges.isEmpty ? nil : $0.edges.removeFirst() }
    }

    func isOn() throws(SourceFault) -> Bool {
        try check()
        return lines.state.withLock(\.isOn)
    }

    func set(_ level: Bool) throws(SourceFault) {
        try check()
        lines.state.withLock { $0.levels[place, default: []].append(level) }
    }
}

func at(_ milliseconds: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .milliseconds(milliseconds)) }
