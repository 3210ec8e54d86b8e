// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import TimeBase

/// A network card whose clock is read beside the kernel's, so that its stamps mean something. The clock is never set or
/// steered here, and need not be by others: it may show anything, and run as it does. Used by one thread.
public final class NetworkCard {
    public let name: String
    /// The kernel's number for its interface.
    public let interface: UInt32
    /// The number N of its clock, `/dev/ptpN`.
    public let clockNumber: Int
    /// Why its clock cannot be read, as last tried; `nil`: it can.
    public private(set) var fault: ClockFault?

    private let timeline: HostTimeline
    private let kernel: any PHCKernel
    private var comparer = ClockComparer()
    private var last: CardRelation?
    /// Comparisons that the rate was learned by; 0: it is not known.
    private var run = 0

    /// A residual beyond this, and beyond what any oscillator may run wrong by, is a step. Nanoseconds, and fractional.
    private static let stepFloor: Int64 = 1_000
    private static let strayRate = 500e-6
    private static let leastGain = 0.25

    public convenience init(_ interface: NetworkInterface, clock number: Int) {
        self.init(
            interface.name, interface.index, clock: number, HostPHC(named: "/dev/ptp\(number)"),
            HostTimeline())
    }

    init(_ name: String, _ interface: UInt32, clock number: Int, _ kernel: any PHCKernel, _ timeline: HostTimeline) {
        (self.name, self.interface, clockNumber) = (name, interface, number)
        (self.kernel, self.timeline) = (kernel, timeline)
    }

    /// Reads both clocks. `nil`: that failed, or its rate is not known yet, or it was set since the last time, so that stamps
    /// on their way may be of before.
    public func compare() -> CardRelation? {
        _ = timeline.look()
        do throws(ClockFault) {
            let sample = try comparer.sample(kernel)
            fault = nil
            guard let at = timeline.monotonic(fresh: sample.realtime) else { return nil }
            return hear(sample.phc, at: at, sample.uncertainty.wholeNanoseconds)
        } catch {
            (fault, last, run) = (error, nil, 0)
            return nil
        }
    }

    private func hear(_ shown: Int64, at instant: Int64, _ uncertainty: Int64) -> CardRelation? {
        var next = CardRelation(anchor: instant, shown: shown, rate: last?.rate ?? 0, uncertainty: uncertainty)
        guard let last, let expected = last.monotonic(stamp: shown), instant > last.anchor else {
            (self.last, run) = (next, 0)
            return nil
        }
        // Positive: the card's clock has counted more than was expected.
        let (residual, elapsed) = (Double(expected &- instant), Double(instant - last.anchor))
        let noise = Double(2 * (uncertainty + last.uncertainty) + Self.stepFloor)
        if abs(residual) > noise + elapsed * Self.strayRate {
            (self.last, run) = (next, 0)
            return nil
        }
        next.rate += residual / elapsed * max(Self.leastGain, 1 / Double(run + 1))
        run += 1
        self.last = next
        return next
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
