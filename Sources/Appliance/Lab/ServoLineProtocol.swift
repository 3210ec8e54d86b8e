// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase
import TimeKeeping

/// The clock-discipline yardstick's language, around the very discipline that the appliance runs: per second one line
/// `k m temp` in (second, measured clock error in seconds or `-`, degrees), one line `u s b` out (frequency correction
/// in s/s, phase step in seconds, own bound on the next second's error in seconds).
public struct ServoLineProtocol: Sendable {
    private var discipline = Discipline()
    private let isAided: Bool
    private var settled = false

    /// - Parameter isAided: whether the discipline hears the temperature.
    public init(isAided: Bool = false) { self.isAided = isAided }

    /// The answer to one line; `nil` where the line is not of this language, and nothing has changed then.
    public mutating func respond(to line: some StringProtocol) -> String? {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count >= 2, Int64(words[0]) != nil, let measured = Self.offset(String(words[1])) else { return nil }
        if isAided, words.count > 2, let degrees = Self.temperature(String(words[2])) {
            discipline.hear(temperature: degrees)
        }
        let correction = discipline.update(measured: measured, mayStep: !settled)
        settled = settled || discipline.isSettled
        return "\(correction.frequency) \(correction.step.realSeconds) \(discipline.boundInOneSecond)"
    }

    /// `nil`: no number, or one that no thermometer could show. The line counts all the same.
    private static func temperature(_ word: String) -> Double? {
        guard let degrees = Double(word), degrees.magnitude < 1000 else { return nil }
        return degrees
    }

    /// Outer `nil`: no number, or one that no clock could show. Inner `nil`: no measurement.
    private static func offset(_ word: String) -> Duration?? {
        if word == "-" { return .some(nil) }
        guard let seconds = Double(word), seconds.magnitude < 1e15 else { return nil }
        return .some(.realSeconds(seconds))
    }
}
