// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// Who can stamp an interface's messages, as its driver says (ETHTOOL_GET_TS_INFO).
public struct TimestampingAbility: Hashable, Sendable {
    /// The number N of the card's clock, `/dev/ptpN`; `nil`: it has none.
    public var clock: Int?
    /// Virtual clocks that the kernel keeps upon it, by their numbers: stamps can be told in their time too.
    public var virtualClocks: [Int]
    /// The kernel, on sending and on arrival.
    public var canSoftware: Bool
    /// The card: on sending, and on arrival whatever PTP sends by this transport.
    public var canHardware: Bool
    /// The card writes a Sync's time into the Sync.
    public var canOneStep: Bool
    /// The card, whatever leaves, and whatever NTP hears.
    public var canSendAny = false
    public var canHearAny = false
    /// A bit for each HWTSTAMP_FILTER_... that it knows (<linux/net_tstamp.h>).
    var filters: UInt32 = 0

    /// - Throws: `addressAbsent` where there is no such interface. One whose driver cannot be asked can software only.
    public static func of(interface name: String, by transport: PTPTransport.Kind) throws(SocketFault) -> Self {
        var raw = clinux_ptp_ability()
        let result = unsafe clinux_ptp_ability_of(name, &raw)
        if result == -EOPNOTSUPP { return Self(clock: nil, canSoftware: true, canHardware: false, canOneStep: false) }
        guard result == 0 else { throw SocketFault(errno: -result) }
        return Self(raw, by: transport)
    }

    public init(clock: Int?, virtualClocks: [Int] = [], canSoftware: Bool, canHardware: Bool, canOneStep: Bool) {
        (self.clock, self.virtualClocks, self.canSoftware) = (clock, virtualClocks, canSoftware)
        (self.canHardware, self.canOneStep) = (canHardware, canOneStep)
    }

    init(_ raw: clinux_ptp_ability, by transport: PTPTransport.Kind) {
        clock = raw.phc < 0 ? nil : Int(raw.phc)
        virtualClocks = clock.map { Self.virtualClocks(upon: $0) } ?? []
        canSoftware = raw.can_software != 0
        canHardware = raw.can_hardware != 0 && clinux_ptp_filters_suit(raw.filters, transport.number) != 0
        canOneStep = canHardware && raw.can_one_step != 0
        (canSendAny, filters) = (raw.can_send != 0, raw.filters)
        canHearAny = clock != nil && clinux_card_filters_suit(raw.filters) != 0
    }

    /// They lie below the clock that they are made of.
    static func virtualClocks(upon clock: Int, in folder: String = "/sys/class/ptp") -> [Int] {
        HostFolder.names("\(folder)/ptp\(clock)").compactMap { name in
            name.hasPrefix("ptp") ? Int(name.dropFirst(3)) : nil
        }.sorted()
    }
}
