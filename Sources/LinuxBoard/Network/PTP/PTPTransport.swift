// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
public import TimeBase

/// PTP's messages on one interface, by the kernel's sockets: one for event and one for general messages over UDP, a single
/// one over Ethernet. Bound to the interface, so that there may be several ports on several interfaces.
///
/// Nothing is allocated once it is open, and nothing waits but ``wait(until:)``.
@safe public struct PTPTransport: MessageTransport, ~Copyable {
    /// Messages in a batch, and how many of them may be event messages, so that a flood of those leaves room for the others.
    static let batch = 128
    static let eventBatch = 96
    /// More than the longest message, so that a longer one is seen to be one.
    static let room = 1_536
    /// How soon after a wait the next one ends at the earliest, but for its deadline.
    static var breath: Duration { .microseconds(500) }

    public let settings: Settings
    /// As it was when the sockets were opened.
    public let interface: NetworkInterface
    /// Whether the cable led somewhere when that was last looked at, at most a second ago.
    public internal(set) var isLinkUp: Bool
    /// Stamps of sending that belong to no message that is known (any more).
    public internal(set) var strayStamps: UInt64 = 0

    let event: FileDescriptor
    /// UDP only.
    let general: FileDescriptor?
    let eventRaw: Int32
    let generalRaw: Int32
    /// A further descriptor to wait on; negative: none.
    var companion: Int32 = -1

    let inbox: OpaquePointer
    let arrivals: UnsafeMutablePointer<clinux_ptp_arrival>
    var eventCount = 0
    var count = 0
    var asked = AskedAddresses()
    var relation = RealtimeRelation.read()
    var nextLook: Int64 = 0
    /// When it waited last.
    var woken = MonotonicInstant(sinceEpoch: .zero)

    var eventBox: PTPOutbox
    var generalBox: PTPOutbox
    var ring = TicketRing()
    /// Messages that were not taken since the last flush, and why nothing can be sent at all.
    var refused = 0
    var fault: SocketFault?

    var sent = InlineArray<32, clinux_ptp_sent>(repeating: clinux_ptp_sent())
    var sentCount = 0
    var sentNext = 0

    /// - Throws: `addressAbsent` where there is no such interface or it is switched off, `denied` where a right is missing
    ///   (CAP_NET_RAW for Ethernet, CAP_NET_BIND_SERVICE for ports below 1024, CAP_NET_ADMIN to make the card stamp),
    ///   `addressInUse` where another program serves PTP there.
    public init(on name: String, _ settings: Settings) throws(SocketFault) {
        let interface = try NetworkInterface(name)
        guard interface.isUp else { throw SocketFault(errno: ENETDOWN) }
        try Self.makeCardStamp(name, settings)
        let event = try Self.open(interface, settings, isEvent: true)
        let eventRaw = event.raw
        let general = settings.kind == .ethernet ? nil : try Self.open(interface, settings, isEvent: false)
        let generalRaw =
            switch general {
            case .some(let socket): socket.raw
            case .none: Int32(-1)
            }
        let eventBox = try PTPOutbox(settings, interface: interface.index)
        let generalBox = try PTPOutbox(settings, interface: interface.index)
        let made = unsafe clinux_ptp_inbox_create(
            Int32(Self.batch), Int32(Self.room), settings.kind.number, settings.stamper.number)
        guard let made = unsafe made else { throw .failed(errno: ENOMEM) }
        unsafe inbox = made
        unsafe arrivals = .allocate(capacity: Self.batch)
        unsafe arrivals.initialize(repeating: clinux_ptp_arrival(), count: Self.batch)
        (self.settings, self.interface, isLinkUp) = (settings, interface, interface.isRunning)
        self.event = event
        self.general = general
        (self.eventRaw, self.generalRaw) = (eventRaw, generalRaw)
        self.eventBox = eventBox
        self.generalBox = generalBox
    }

    deinit {
        unsafe clinux_ptp_inbox_destroy(inbox)
        unsafe arrivals.deallocate()
    }

    public var now: MonotonicInstant { HostClock.now }

    public mutating func wait(until deadline: MonotonicInstant) {
        breathe(until: deadline)
        let left = (deadline - now).wholeNanoseconds
        if left > 0 { _ = clinux_ptp_wait(eventRaw, generalRaw, companion, left) }
        woken = now
    }

    /// Leaves what comes alone for a moment if it was dealt with just before, unless there is more of it than was taken:
    /// each message has its stamp from when it came, and many taken together cost less than each by itself.
    private func breathe(until deadline: MonotonicInstant) {
        guard eventCount < Self.eventBatch else { return }
        let left = (min(deadline, woken + Self.breath) - now).wholeNanoseconds
        if left > 0 { _ = clinux_ptp_wait(companion, -1, -1, left) }
    }
}
