// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A lamp or a relay: an output line that is written only when its level changes, and taken again when it was lost.
struct PanelOutput {
    /// "lock lamp", as messages name it.
    let name: String
    let place: LinePlace
    private let provider: any LineProvider
    private var line: (any OutputLine)?
    private var level = false
    private var retry = Retry()
    private var told: SourceFault?

    init(_ name: String, _ place: LinePlace, provider: any LineProvider) {
        (self.name, self.place, self.provider) = (name, place, provider)
    }

    /// Makes it show this. Returns a fault that was not told before.
    mutating func set(_ wanted: Bool, at now: MonotonicInstant) -> SourceFault? {
        if line != nil && level == wanted { return nil }
        if line == nil && now < retry.next { return nil }
        do throws(SourceFault) {
            if let line { try line.set(wanted) } else { line = try provider.output(place, level: wanted) }
            level = wanted
            told = nil
            retry.worked()
            return nil
        } catch {
            line = nil
            retry.failed(at: now)
            if told == error { return nil }
            told = error
            return error
        }
    }
}
