// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Glibc

/// What one socket is to send with the next flush, in buffers made once.
@safe struct PTPOutbox: ~Copyable {
    static let capacity = 64

    private let raw: OpaquePointer
    private let kind: PTPTransport.Kind
    private let stamper: Int32
    private let virtualClock: Int32
    /// Octets after each message in which who changes it on its way can put the checksum right: over IPv6 always
    /// (IEEE 1588-2019, annex D), over IPv4 where the card itself changes it.
    private let trailer: UInt8
    /// Under which tickets their stamps are wanted.
    private var tickets = InlineArray<64, UInt32?>(repeating: nil)
    private var count = 0

    init(_ settings: PTPTransport.Settings, interface index: UInt32) throws(SocketFault) {
        (kind, stamper, virtualClock) = (settings.kind, settings.stamper.number, settings.kernelClock)
        let isChanged = settings.kind == .udp6 || settings.kind == .udp4 && settings.stamper == .cardOneStep
        trailer = isChanged ? 2 : 0
        let room = Int32(MessageEnvelope.room)
        let made = unsafe clinux_ptp_outbox_create(
            Int32(Self.capacity), room, kind.number, stamper, index)
        guard let made = unsafe made else { throw .failed(errno: ENOMEM) }
        unsafe raw = made
    }

    deinit { unsafe clinux_ptp_outbox_destroy(raw) }

    var isFull: Bool { count == Self.capacity }

    /// Lends the next buffer; not to be called when it is full. Returns whether there is a message, or none was written.
    /// False: its destination is none of this transport's.
    mutating func write(
        _ envelope: MessageEnvelope, port: UInt16, source: UInt128?, _ fill: (inout MutableSpan<UInt8>) -> Int
    ) -> Bool {
        guard var parcel = Self.parcel(to: envelope.destination, by: kind) else { return false }
        parcel.count = Int32(write(fill))
        if parcel.count == 0 { return true }
        parcel.port = port
        parcel.trailer = trailer
        parcel.wants_stamp = envelope.ticket == nil ? 0 : 1
        if let source { (parcel.has_source, parcel.source) = (1, RawAddress.octets(source)) }
        unsafe clinux_ptp_outbox_address(raw, Int32(count), &parcel)
        tickets[count] = envelope.ticket
        count += 1
        return true
    }

    private func write(_ fill: (inout MutableSpan<UInt8>) -> Int) -> Int {
        let start = unsafe clinux_ptp_outbox_message(raw, Int32(count))
        let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: MessageEnvelope.room)
        var span = unsafe buffer.mutableSpan
        let written = fill(&span)
        precondition((0...MessageEnvelope.room).contains(written))
        return written
    }

    private static func parcel(to address: MessageAddress, by kind: PTPTransport.Kind) -> clinux_ptp_parcel? {
        var parcel = clinux_ptp_parcel()
        switch (address, kind) {
        case (.ip(let ip, let scope), .udp4) where ip.isV4, (.ip(let ip, let scope), .udp6) where !ip.isV4:
            parcel.destination = RawAddress.octets(ip.number)
            parcel.scope = scope
        case (.ethernet(let mac), .ethernet): parcel.destination = RawAddress.octets(mac)
        default: return nil
        }
        return parcel
    }

    /// Sends what is there, without waiting. Returns how many the kernel did not take.
    ///
    /// - Throws: what makes it useless to try again: the interface is down, or gone.
    mutating func flush(to descriptor: Int32, _ ring: inout TicketRing) throws(SocketFault) -> Int {
        defer { count = 0 }
        var (next, refused) = (0, 0)
        while next < count {
            let sent = clinux_monotonic_ns()
            let result = unsafe clinux_ptp_send(raw, descriptor, Int32(next), Int32(count))
            note(next..<(next + Int(max(0, result))), in: &ring, sent: sent)
            next += Int(max(0, result))
            guard next < count else { break }
            // The kernel may have numbered the message that it then refused.
            if tickets[next] != nil { beginKeys(of: descriptor, &ring) }
            if result >= 0 { continue }
            if Self.isOver(-result) { throw SocketFault(errno: -result) }
            // Where there is no room for this one there is none for the rest.
            let given = Self.isFullness(-result) ? count - next : 1
            (next, refused) = (next + given, refused + given)
        }
        return refused
    }

    private func note(_ taken: Range<Int>, in ring: inout TicketRing, sent: Int64) {
        for index in taken { if let ticket = tickets[index] { ring.add(ticket, sent: sent) } }
    }

    private func beginKeys(of descriptor: Int32, _ ring: inout TicketRing) {
        _ = clinux_ptp_begin_keys(descriptor, stamper, virtualClock)
        ring.begin()
    }

    private static func isOver(_ number: Int32) -> Bool { [ENETDOWN, ENODEV, ENXIO, EBADF].contains(number) }

    private static func isFullness(_ number: Int32) -> Bool { [EAGAIN, ENOBUFS, ENOMEM].contains(number) }
}
