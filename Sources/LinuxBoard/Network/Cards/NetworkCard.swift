// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import TimeBase

/// A network card whose clock is read beside the kernel's, so that its stamps mean something. The clock is never set or
/// steered here. Used by one thread.
public final class NetworkCard {
    public let name: String
    /// The kernel's number for its interface.
    public let interface: UInt32
    /// The number N of its clock, `/dev/ptpN`.
    public let clockNumber: Int
    /// Why its clock cannot be read, as last tried; `nil`: it can.
    public var fault: ClockFault? { clock.isKnown ? clock.fault : clock.fault ?? .absent }

    private let timeline: HostTimeline
    private let clock: HardwareClock

    public convenience init(_ interface: NetworkInterface, clock number: Int) {
        let timeline = HostTimeline()
        let clock = HardwareClock(
            awaiting: "/dev/ptp\(number)", showing: TAIInstant(sinceEpoch: .zero), timeline: timeline)
        self.init(interface.name, interface.index, clock: number, clock, timeline)
    }

    init(_ name: String, _ interface: UInt32, clock number: Int, _ clock: HardwareClock, _ timeline: HostTimeline) {
        (self.name, self.interface, clockNumber) = (name, interface, number)
        (self.clock, self.timeline) = (clock, timeline)
    }

    /// Reads both clocks. `nil`: that failed, or its clock was set since the last time, so that stamps on their way may be of
    /// before.
    public func compare() -> CardRelation? {
        _ = timeline.look()
        let step = clock.compare()
        guard clock.isKnown, clock.fault == nil, step == nil, !timeline.isUnsettled else { return nil }
        let mapping = clock.mapping
        return CardRelation(
            anchor: mapping.anchor.sinceEpoch.wholeNanoseconds,
            shown: mapping.atAnchor.shown.sinceEpoch.wholeNanoseconds, rate: mapping.rate,
            uncertainty: clock.uncertainty.wholeNanoseconds)
    }

    /// What a card was made to stamp.
    public struct Stamping: Hashable, Sendable {
        /// Whatever NTP hears; otherwise only some of what PTP does, or nothing.
        public var hears: Bool
        public var sends: Bool

        public init(hears: Bool, sends: Bool) { (self.hears, self.sends) = (hears, sends) }
    }

    /// Makes a card stamp as much as it can of what NTP hears and sends; what PTP has asked for is left to it.
    /// - Throws: `denied` without CAP_NET_ADMIN, unless it stamps so already.
    public static func beginStamping(
        on name: String, _ ability: TimestampingAbility
    ) throws(SocketFault) -> Stamping {
        let filter = unsafe clinux_card_on(name, ability.filters)
        guard filter >= 0 else { throw SocketFault(errno: -filter) }
        return Stamping(hears: clinux_card_filters_suit(1 << UInt32(filter & 31)) != 0, sends: ability.canSendAny)
    }

    /// The interfaces that an interface is made of (a VLAN, a bond, a bridge), down to the cards; itself where it is one.
    public static func parts(of name: String, in folder: String = "/sys/class/net") -> [String] {
        let lower = SysfsFiles.names(in: "\(folder)/\(name)").filter { $0.hasPrefix("lower_") }
        if lower.isEmpty { return [name] }
        return lower.flatMap { parts(of: String($0.dropFirst("lower_".count)), in: folder) }
    }
}
