// SPDX-License-Identifier: Apache-2.0

import CLinux

/// The memory of the whole process.
public enum HostMemory {
    /// Keeps what there is now in memory, the program's own code too, so that no pulse waits for a disk. What comes later,
    /// the page's share, is not kept: it is much, and waits for nothing that matters. False where it is not permitted.
    @discardableResult
    public static func lock() -> Bool { clinux_lock_memory() == 0 }

    /// Gives what is free back to the kernel. The allocator keeps it otherwise: after a thousand connections by TLS some
    /// 100 MB, for good. Takes milliseconds, in which who wants memory has to wait: those who keep and serve the time
    /// want none.
    public static func giveBack() { clinux_give_memory_back() }
}
