// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxBoard

/// The lines of GPIO chips that these settings need.
extension Settings {
    /// The GPIO chips that these settings need and that are not there, each as a sentence.
    var missingChips: [String] {
        var needed = panel.plan.isEmpty ? [] : [panel.chip]
        if let chip = pulseLine?.chip, !needed.contains(chip) { needed.append(chip) }
        return needed.filter { unsafe access($0, F_OK) != 0 }.map { "No GPIO lines: \($0) is not there." }
    }

    /// The line that the pulse comes by; `nil`: it comes otherwise.
    var pulseLine: LinePlace? {
        guard pulse.kind == .gpio, let line = pulse.line else { return nil }
        return LinePlace(chip: pulse.device ?? LinuxPlan.firstChip, offset: UInt32(clamping: line))
    }
}

extension Settings.Panel {
    var plan: PanelPlan {
        func place(_ offset: Int?) -> LinePlace? {
            offset.map { LinePlace(chip: chip, offset: UInt32(clamping: $0), isActiveLow: activeLow) }
        }
        return PanelPlan(
            lockLamp: place(lockLamp), alarmLamp: place(alarmLamp), alarmRelay: place(alarmRelay), button: place(button)
        )
    }
}
