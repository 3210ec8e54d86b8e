// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import TimeBase

extension PTPTransport {
    public mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        if envelope.isEvent {
            if eventBox.isFull { flushEvent() }
            let source = source(to: envelope.destination)
            let wasPut = eventBox.write(envelope, port: settings.eventPort, source: source, fill)
            refused += wasPut ? 0 : 1
        } else {
            if generalBox.isFull { flushGeneral() }
            var envelope = envelope
            envelope.ticket = nil
            let source = source(to: envelope.destination)
            let wasPut = generalBox.write(envelope, port: settings.generalPort, source: source, fill)
            refused += wasPut ? 0 : 1
        }
    }

    /// The address that this client asked, if it is known.
    private func source(to destination: MessageAddress) -> UInt128? {
        guard case .ip(let client, _) = destination else { return nil }
        return asked.asked(by: client)
    }

    private mutating func flushEvent() {
        do throws(SocketFault) { refused += try eventBox.flush(to: eventRaw, &ring) } catch { fault = error }
    }

    private mutating func flushGeneral() {
        let socket = generalRaw < 0 ? eventRaw : generalRaw
        do throws(SocketFault) { refused += try generalBox.flush(to: socket, &ring) } catch { fault = error }
    }

    /// Event messages leave first, so that nothing is in their way.
    ///
    /// - Throws: `addressAbsent` where the interface is switched off or gone: to be opened anew.
    public mutating func flush() throws(SocketFault) -> Int {
        flushEvent()
        flushGeneral()
        defer { (refused, fault) = (0, nil) }
        if let fault { throw fault }
        return refused
    }

    public mutating func nextTransmitStamp() -> (ticket: UInt32, stamp: WireStamp)? {
        while true {
            while sentNext < sentCount {
                let told = sent[sentNext]
                sentNext += 1
                if let stamp = matched(told) { return stamp }
            }
            guard readStamps() else { return nil }
        }
    }

    /// Reads the next from the kernel; false where there were none.
    private mutating func readStamps() -> Bool {
        var taken: Int32 = 0
        var span = sent.mutableSpan
        let (raw, kind) = (eventRaw, settings.stamper.number)
        let result = unsafe span.withUnsafeMutableBufferPointer {
            unsafe clinux_ptp_sent_stamps(raw, kind, $0.baseAddress, Int32($0.count), &taken)
        }
        (sentNext, sentCount) = (0, Int(max(0, result)))
        relation.update(.read())
        return taken > 0
    }

    private mutating func matched(_ told: clinux_ptp_sent) -> (ticket: UInt32, stamp: WireStamp)? {
        let stamp = stamp(told.stamp_ns)
        guard stamp != .none, let ticket = ring.take(told.key, stamped: instant(stamp)) else {
            strayStamps &+= 1
            return nil
        }
        return (ticket, stamp)
    }

    /// How much too early a kernel's stamp may seem: two clocks cannot be read at once.
    private static let slack: Int64 = 100_000

    /// On CLOCK_MONOTONIC, as far as that is known, and never too early.
    private func instant(_ stamp: WireStamp) -> Int64 {
        guard case .kernel(let instant) = stamp else { return .max }
        return instant.sinceEpoch.wholeNanoseconds &+ Self.slack
    }
}
