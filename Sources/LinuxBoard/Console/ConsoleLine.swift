// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// A serial line on which people log in: opened raw, 8N1, without waiting, for this program alone.
public enum ConsoleLine {
    /// An open descriptor, which the caller closes. Throws where it is not there, not ours to use, or in use already:
    /// as a receiver's port, or by a getty.
    public static func open(_ path: String, baud: UInt32) throws(PortFault) -> Int32 {
        let raw = unsafe clinux_open_input(path)
        guard raw >= 0 else { throw PortFault(errno: -raw) }
        let result = prepare(raw, baud)
        guard result == 0 else {
            close(raw)
            throw result == -ENOTTY ? .failed : PortFault(errno: -result)
        }
        return raw
    }

    public static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    private static func prepare(_ raw: Int32, _ baud: UInt32) -> Int32 {
        // What is opened for reading alone answers nobody.
        guard fcntl(raw, F_GETFL) & O_ACCMODE == O_RDWR else { return -EACCES }
        // A port of the board without a chip behind it opens as well (TTY_IO_ERROR, linux/tty.h).
        var lines: CInt = 0
        if unsafe ioctl(raw, UInt(TIOCMGET), &lines) != 0, errno == EIO { return -ENODEV }
        let claim = clinux_serial_claim(raw, 0)
        return claim == 0 ? clinux_serial_raw(raw, baud) : claim
    }

    /// Octets that were written and have not gone out (TIOCOUTQ, ioctl_tty(2)); 0 where that is not told.
    public static func waiting(_ descriptor: Int32) -> Int {
        var count: CInt = 0
        return unsafe ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? Int(max(0, count)) : 0
    }

    /// What was written and has not gone out is thrown away.
    public static func discardOutput(_ descriptor: Int32) { _ = tcflush(descriptor, TCOFLUSH) }

    /// Whether somebody's terminal is at the other end, as its carrier detect tells (TIOCM_CD); `nil` where the line
    /// has none.
    public static func hasCarrier(_ descriptor: Int32) -> Bool? {
        var lines: CInt = 0
        guard unsafe ioctl(descriptor, UInt(TIOCMGET), &lines) == 0 else { return nil }
        return lines & CInt(TIOCM_CD) != 0
    }
}

extension PortFault {
    /// What is wrong with a line that people are to log in on.
    public var consoleReason: String {
        switch self {
        case .absent: "it is not there"
        case .denied: "the program may not use it: it must be of the group dialout, or the line of the program's group"
        case .busy: "another program has it: a getty on it must be off"
        case .failed: "it is no serial line, or failed"
        }
    }
}
