// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Glibc
import TimeBase

/// Where a receiver's bytes come from: a serial device, a pseudo-terminal, a FIFO or a file.
///
/// It is never lost for good: what is absent, denied or failed is tried again, at first after a quarter of a second
/// and then ever more rarely up to every two. A fault is told once, not at every attempt.
public struct ReceiverPort: ~Copyable {
    static let firstDelay: Duration = .milliseconds(250)
    /// What comes back is taken up within this, whether anybody says that it is back or not.
    static let longestDelay: Duration = .seconds(2)

    public private(set) var path: String
    /// Bits per second; for what is no terminal it means nothing.
    public private(set) var baud: UInt32
    /// What it turned out to be; `nil` while it is closed.
    private(set) var kind: PortKind?
    /// Whether the port is opened a second time, for the pulse at its carrier detect.
    private let isShared: Bool
    private var output = OutputQueue()
    private var owner: FileDescriptor?
    /// What to wait on; −1 while there is nothing: it is closed, or a file that was read to its end.
    private(set) var descriptor: Int32 = -1
    private var isClosed = true
    private var told: PortFault?
    private var delay = Self.firstDelay
    private var nextAttempt = MonotonicInstant(sinceEpoch: .seconds(-1 << 40))

    public init(path: String, baud: UInt32, isShared: Bool = false) {
        (self.path, self.baud, self.isShared) = (path, baud, isShared)
    }

    /// When to call ``open(at:)``; `nil` while it is open.
    var attempt: MonotonicInstant? { isClosed ? nextAttempt : nil }

    /// Tries to open it. Returns what there is to tell: that it opened, or a fault that was not told before.
    mutating func open(at now: MonotonicInstant) -> TimingEvent.Kind? {
        let raw = unsafe clinux_open_input(path)
        guard raw >= 0 else { return lose(PortFault(errno: -raw), at: now) }
        let opened = FileDescriptor(owning: raw)
        let result = prepare(raw)
        guard result == 0 || result == -ENOTTY else { return lose(PortFault(errno: -result), at: now) }
        owner = consume opened
        (descriptor, isClosed, kind) = (raw, false, PortKind(of: raw))
        told = nil
        return .receiverOpened
    }

    /// It is to be found elsewhere, or is back: while it is closed, that is tried at once.
    mutating func move(to path: String) {
        self.path = path
        delay = Self.firstDelay
        nextAttempt = MonotonicInstant(sinceEpoch: .seconds(-1 << 40))
    }

    /// Closes it for another one, which is tried at once.
    mutating func leave(for path: String) -> TimingEvent.Kind? {
        told = nil
        let kind = lose(.absent, at: MonotonicInstant(sinceEpoch: .zero))
        move(to: path)
        return kind
    }

    /// Takes what has arrived, up to a chunk. `nil`: nothing has.
    mutating func read(at now: MonotonicInstant) -> TimingEvent.Kind? {
        let raw = descriptor
        guard raw >= 0 else { return nil }
        var buffer = InlineArray<128, UInt8>(repeating: 0)
        var span = buffer.mutableSpan
        let count = unsafe span.withUnsafeMutableBytes { unsafe Glibc.read(raw, $0.baseAddress, $0.count) }
        let number = errno
        if count > 0 {
            delay = Self.firstDelay
            return .bytes(Self.chunk(buffer, count))
        }
        if count < 0, number == EAGAIN || number == EINTR { return nil }
        if count == 0, Self.isFile(raw) {
            descriptor = -1
            return nil
        }
        // A terminal that was hung up reads as its end, or fails with EIO.
        return lose(count == 0 || number == EIO ? .absent : PortFault(errno: number), at: now)
    }

    /// Writes as much as goes without waiting and keeps the rest. False where it cannot be written to, or nothing of it
    /// is kept because too much waits already.
    @discardableResult
    mutating func write(_ bytes: [UInt8]) -> Bool {
        guard kind?.isTerminal == true, output.append(bytes) else { return false }
        flush()
        return true
    }

    /// Whether something waits to be written: call ``flush()`` again soon.
    var hasOutput: Bool { !output.isEmpty }

    mutating func flush() { output.flush(to: descriptor) }

    /// Goes on at another speed, now and whenever it is opened again. What waits in either direction is lost.
    mutating func setSpeed(_ baud: UInt32) {
        self.baud = baud
        output.removeAll()
        if kind?.isTerminal == true { _ = clinux_serial_set_speed(descriptor, baud) }
    }

    /// Nobody else's first: a port that another program reads is not touched.
    private func prepare(_ raw: Int32) -> Int32 {
        let claim = clinux_serial_claim(raw, isShared ? 1 : 0)
        if claim != 0 { return claim }
        let result = clinux_serial_raw(raw, baud)
        if result == 0 { _ = clinux_serial_low_latency(raw) }
        return result
    }

    private mutating func lose(_ fault: PortFault, at now: MonotonicInstant) -> TimingEvent.Kind? {
        owner = nil
        (descriptor, isClosed, kind) = (-1, true, nil)
        output.removeAll()
        nextAttempt = now + delay
        delay = min(delay * 2, Self.longestDelay)
        if told == fault { return nil }
        told = fault
        return .receiverLost(fault)
    }

    private static func chunk(_ bytes: borrowing InlineArray<128, UInt8>, _ count: Int) -> ByteChunk {
        var chunk = ByteChunk()
        for index in 0..<count { chunk.append(bytes[index]) }
        return chunk
    }

    private static func isFile(_ raw: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(raw, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
