// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the machine and the services on it are worth.
extension AlarmEvidence {
    var temperature: AlarmFinding? {
        guard let degrees = facts.temperature, degrees > limits.temperatureC else { return nil }
        return AlarmFinding(
            "The machine is \(Self.figure(degrees)) °C hot; \(Self.figure(limits.temperatureC)) °C are allowed.")
    }

    var memory: AlarmFinding? {
        guard let left = facts.memoryAvailable, Self.isShort(left, of: limits.memoryMiB) else { return nil }
        return AlarmFinding("Only \(left >> 20) MiB of memory are left; \(limits.memoryMiB) are wanted.")
    }

    var disk: AlarmFinding? {
        guard let left = facts.diskFree, Self.isShort(left, of: limits.diskMiB) else { return nil }
        return AlarmFinding("Only \(left >> 20) MiB of the disk are free; \(limits.diskMiB) are wanted.")
    }

    private static func isShort(_ octets: UInt64, of mebibytes: Int) -> Bool {
        octets >> 20 < UInt64(clamping: mebibytes)
    }

    var history: AlarmFinding? {
        guard let trouble = facts.historyTrouble, !trouble.isEmpty else { return nil }
        return AlarmFinding(trouble)
    }

    var linkDown: AlarmFinding? {
        listed(facts.linksDown) { "The network link of \($0) is down." }
    }

    /// Sentences already.
    var missingCapability: AlarmFinding? {
        guard let missing = facts.missingCapabilities, !missing.isEmpty else { return nil }
        return AlarmFinding(missing.joined(separator: " "))
    }

    /// The nearer its end, the graver.
    var certificate: AlarmFinding? {
        let day = Duration.seconds(86_400)
        guard let ends = facts.certificateEnds, ends < day * limits.certificateDays || ends <= .zero else { return nil }
        guard ends > .zero else {
            return AlarmFinding("The page's certificate expired \(ends.magnitude.humanText) ago.", .critical)
        }
        return AlarmFinding("The page's certificate expires in \(ends.humanText).", ends < day * 7 ? .warning : nil)
    }

    var channel: AlarmFinding? {
        listed(facts.failingChannels) { "Alarms cannot be told by \($0); they are kept until they can." }
    }

    /// Graver where there is no address left.
    var notServed: AlarmFinding? {
        let (told, isNowhere) = (snapshot.ntp.notListening, snapshot.ntp.listening.isEmpty)
        guard !told.isEmpty else { return nil }
        return AlarmFinding(
            "NTP cannot be served on \(told.joined(separator: ", "))\(isNowhere ? ", nor anywhere else" : "").",
            isNowhere ? .critical : nil)
    }

    var flood: AlarmFinding? {
        guard let rate = facts.refusedPerSecond, rate > limits.refusedPerSecond else { return nil }
        return AlarmFinding(
            "\(Self.figure(rate)) NTP requests a second are refused; "
                + "more than \(Self.figure(limits.refusedPerSecond)) are alarming.")
    }

    var loginLocked: AlarmFinding? {
        listed(facts.lockedOut) { "Too many logins failed: \($0) may not log in for a while." }
    }

    /// The first few of them; an attacker chooses how many there are.
    private func listed(_ names: [String]?, _ sentence: (String) -> String) -> AlarmFinding? {
        guard let names, !names.isEmpty else { return nil }
        let rest = names.count > 5 ? " and \(names.count - 5) more" : ""
        return AlarmFinding(sentence(names.prefix(5).joined(separator: ", ") + rest))
    }
}
