// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import LinuxBoard
import TimeBase
import TimeKeeping

/// Keeps what was learned of the oscillator, and where the clock was, in a small file beside the last time known, so that
/// a restart forgets nothing. Lines: what it is, the run of the machine, its clock − its counter in ns, then numbers.
struct LearnedFile {
    static let heading = "gnomon-learned 1"
    /// More is none of ours.
    private static let longest = 1 << 18

    let path: String

    /// Beside the file of the last time known; a factory reset takes both.
    init(beside stateFile: String) { path = stateFile + ".learned" }

    /// - Parameter run: the present one; `nil`: that is not known.
    /// - Returns: `nil` where there is no such file, or anything in it is not as it was written.
    func read(in run: HostRun?) -> Remembrance? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.longest else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 4, lines[0] == Self.heading, lines.last == "", let difference = Int64(lines[2]) else {
            return nil
        }
        let numbers = lines[3..<(lines.count - 1)]
        let values = numbers.compactMap { Double($0) }
        guard values.count == numbers.count, var found = Remembrance(values: values) else { return nil }
        let earlier = HostRun(id: String(lines[1]), difference: .nanoseconds(difference))
        found.isContinuous = found.isContinuous && run.map { $0.continues(earlier) } ?? false
        return found
    }

    /// Written beside and renamed, so that a power cut leaves the old lines or the new ones.
    /// - Parameter run: in which it was remembered; `nil`: nobody will know whether the clock ran on.
    func write(_ remembrance: Remembrance, in run: HostRun?) throws {
        let difference = run?.difference.wholeNanoseconds ?? 0
        let lines = [Self.heading, run?.id ?? "", "\(difference)"] + remembrance.values.map { "\($0)" } + [""]
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
