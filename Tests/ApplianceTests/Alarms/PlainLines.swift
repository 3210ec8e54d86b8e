// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization

/// Lines that remember what was written to them.
final class PlainLines: LineProvider {
    let levels = Mutex<[Bool]>([])

    func input(
        _ place: LinePlace, edges: LineEdges, bias: LineBias, prefersRealtime: Bool
    ) throws(SourceFault) -> any InputLine { throw .absent }

    func output(_ place: LinePlace, level: Bool) throws(SourceFault) -> any OutputLine {
        levels.withLock { $0.append(level) }
        return Line(of: self)
    }

    private final class Line: OutputLine {
        private let lines: PlainLines

        init(of lines: PlainLines) { self.lines = lines }

        func set(_ level: Bool) throws(SourceFault) { lines.levels.withLock { $0.append(level) } }
    }
}
