// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What becomes of time that passes.
extension ConsoleSession {
    mutating func pass() {
        switch stage {
        case .waiting(let until): if now >= until { beginLogin() }
        case .probing(let probe): if now - probe.since >= .seconds(2) { giveUpProbing(probe) }
        case .silent, .checking, .over: break
        case .prompt:
            // The prompt shows alarms and trials of now.
            isStale = true
            checkIdle()
        case .performing(let running) where running.asked == nil && !outlet.isAtMore: lastKey = now
        default: checkIdle()
        }
    }

    private mutating func checkIdle() {
        let silence = now - lastKey
        if user == nil {
            guard silence >= Self.loginLimit, !isInSetup else { return }
            return end()
        }
        guard let limit = settings.idleLimit, silence >= limit else { return }
        outlet.drop(terminal)
        logOut("Logged out: nothing was typed for \(Self.spoken(limit)).")
    }

    /// The first start has all the time that it needs: nobody is logged in, and nothing is shown.
    private var isInSetup: Bool { if case .setup = stage { true } else { false } }

    private static func spoken(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds % 60 != 0 { return "\(seconds) s" }
        return seconds == 60 ? "a minute" : "\(seconds / 60) minutes"
    }
}
