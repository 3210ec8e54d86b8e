// SPDX-License-Identifier: Apache-2.0

import Glibc

extension Settings {
    /// Reads the configuration at `path`, and tries the files that it names. One that cannot be read is a fault like
    /// any other.
    public init(file path: String, board: Board.Kind? = nil) throws(SettingsFaults) {
        switch BoundedFile.read(path, atMost: TextCheck.largest + 1) {
        case .success(let bytes):
            try self.init(reading: bytes, file: path, board: board)
            do throws(SettingsFault) {
                _ = try LeapSecondFile.table(clock.leapSecondsFile)
            } catch {
                throw SettingsFaults(faults: [error])
            }
        case .failure(let failure): throw SettingsFaults(faults: [SettingsFault(file: path, reason: failure.reason)])
        }
    }
}

/// A file read whole, if it is not too large.
enum BoundedFile {
    struct Failure: Error {
        var reason: String

        init(_ number: CInt) {
            reason = unsafe "cannot be read: " + String(cString: strerror(number)).lowercased()
        }
    }

    /// The first `limit` bytes at most. A FIFO or a device without an end is read no further than that, and one on
    /// which nothing comes is not waited for.
    static func read(_ path: String, atMost limit: Int) -> Result<[UInt8], Failure> {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .failure(Failure(errno)) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < limit {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return .failure(Failure(errno)) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return .success(bytes)
    }
}
