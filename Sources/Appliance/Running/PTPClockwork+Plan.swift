// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import TimeBase
import TimeKeeping

extension PTPClockwork {
    /// By what the timing thread says of the clocks that it keeps.
    init(_ settings: Settings, _ channels: TimingChannels) {
        guard settings.board.kind == .linux else {
            self = .simulated
            return
        }
        let (clock, notices, facts) = (settings.clock, channels.notices, channels.facts)
        self.init(
            keeping: { number in
                let device = "/dev/ptp\(number)"
                if clock.kind == .phc, let kept = clock.device, HardwareClock.isSame(kept, device) { return .kept }
                let followers = notices.followers
                let place = followers.firstIndex { $0 != "system" && HardwareClock.isSame($0, device) }
                if let place { return .follower(place) }
                return .none(reason: Self.why(clock, device, followers))
            },
            isPermitted: Privileges.current.has(.netAdmin),
            strayed: { place in
                guard place < TimingEngine.mostFollowers, let last = facts.read().followers[place] else { return nil }
                return last.told(at: HostClock.now).state == .lost ? nil : last.reach
            })
    }

    private static func why(_ clock: Settings.Clock, _ device: String, _ followers: [String]) -> String {
        if followers.count >= TimingEngine.mostFollowers {
            return "\(device), the card's clock, is not among the \(TimingEngine.mostFollowers) that can follow"
        }
        if clock.kind == .virtual {
            return "clock.kind is virtual, so \(device), the card's clock, is left alone; "
                + "name it in clock.followers, or say timestamps: hardware and start anew"
        }
        return "\(device), the card's clock, follows only from the next start on"
    }
}

extension Settings {
    /// The interfaces whose cards' clocks have to follow the one that is kept, so that they can stamp PTP, besides those
    /// that the operator names. Where no clock of the machine is kept, only what is asked for by name is touched.
    var stampingFollowers: [String] {
        var names: [String] = []
        for port in ptp.ports + sources.compactMap(\.ptp?.port)
        where port.timestamps == .hardware || port.timestamps == .auto && clock.kind != .virtual {
            guard let able = try? TimestampingAbility.of(interface: port.interface, by: port.kind),
                able.canHardware, let number = able.clock
            else { continue }
            let kept = clock.kind == .phc ? clock.device : nil
            let known = clock.followers.filter { $0 != "system" } + names + [kept].compactMap(\.self)
            // A virtual clock upon the card's does as well: the card's own cannot be steered besides.
            let devices = ([number] + able.virtualClocks).map { "/dev/ptp\($0)" }
            let isKnown = known.contains { name in devices.contains { HardwareClock.isSame(name, $0) } }
            if isKnown { continue }
            names.append(port.interface)
        }
        return Array(names.prefix(max(0, TimingEngine.mostFollowers - clock.followers.count)))
    }
}

extension Settings.PTPService.Port {
    /// Whether the card is wanted to stamp, or could.
    var mayBeStampedByCard: Bool {
        if timestamps == .software { return false }
        return timestamps == .hardware
            || (try? TimestampingAbility.of(interface: interface, by: kind))?.canHardware ?? false
    }
}
