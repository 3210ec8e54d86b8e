// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization
import TimeBase

/// A thread with a loop of its own, which somebody else ends, and waits for the end of.
public final class EndableThread: Sendable {
    private let wake: WakeUp
    private let ending = Atomic<Bool>(false)
    private let thread = Mutex<HostThread?>(nil)

    private init() throws(HostFault) { wake = try WakeUp() }

    /// - Parameters:
    ///   - name: as `ps -L` and `top -H` show it; the kernel keeps 15 octets.
    ///   - body: runs on the new thread; it returns soon after it is told to end.
    public static func start(
        name: String, _ body: @escaping @Sendable (EndableThread) -> Void
    ) throws(HostFault) -> EndableThread {
        let made = try EndableThread()
        try made.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: name) { body(made) }
        }
        return made
    }

    /// Returns once the thread has ended.
    public func stop() {
        ending.store(true, ordering: .releasing)
        wake.signal()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }

    // MARK: For the thread itself

    public var isEnding: Bool { ending.load(ordering: .acquiring) }

    /// Until it is told to end, or for so long.
    func wait(atMost patience: Duration) { wake.wait(atMost: patience) }

    /// Until it is told to end, there is something to read at `descriptor`, or for so long; `nil` waits for ever.
    func wait(for descriptor: Int32, atMost patience: Duration?) {
        let descriptors: InlineArray<2, Int32> = [wake.raw, descriptor]
        let timeout = patience.map { max(0, $0.wholeNanoseconds) } ?? -1
        _ = unsafe descriptors.span.withUnsafeBufferPointer {
            unsafe clinux_wait_readable($0.baseAddress, 2, timeout)
        }
    }
}
