// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// A thread of its own, outside Swift's pools: a loop in it waits for no task and delays none.
public struct HostThread: ~Copyable, Sendable {
    private let handle: UInt64
    /// Whether it runs in the class SCHED_FIFO: asked for and permitted.
    public let isRealtime: Bool

    /// Starts `body`. With `realtime`, at this SCHED_FIFO priority (1...99) where the host permits it, and otherwise
    /// like any other thread: not being permitted is no reason not to run.
    ///
    /// - Parameter name: as `ps -L` and `top -H` show it; the kernel keeps 15 octets.
    /// - Throws: only where the kernel has no room for another thread.
    public static func spawn(
        name: String, realtime priority: Int? = nil, _ body: @escaping @Sendable () -> Void
    ) throws(HostFault) -> HostThread {
        let box = unsafe Unmanaged.passRetained(Body(run: body))
        var (handle, isFIFO): (UInt64, Int32) = (0, 0)
        let result = unsafe clinux_thread_start(
            name, Int32(clamping: priority ?? 0),
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
            }, box.toOpaque(), &handle, &isFIFO)
        guard result == 0 else {
            unsafe box.release()
            throw HostFault(errno: -result)
        }
        return HostThread(handle: handle, isRealtime: isFIFO != 0)
    }

    /// Waits for its end.
    public consuming func join() {
        _ = clinux_thread_join(handle)
        discard self
    }

    /// A thread that is let go runs on by itself.
    deinit { _ = clinux_thread_detach(handle) }

    /// Holds the calling thread up; not for tasks.
    public static func sleep(for duration: Duration) {
        _ = clinux_wait_readable(nil, 0, max(0, duration.wholeNanoseconds))
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

/// The host refused something that it normally grants; the kernel's error number says why.
public struct HostFault: Error, Hashable, Sendable {
    public let errno: Int32

    public init(errno: Int32) { self.errno = errno }
}
