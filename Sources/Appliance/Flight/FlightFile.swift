// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import Synchronization

/// Where a flight recording goes. What cannot be written ends the recording, never the flight.
final class FlightFile: Sendable {
    let box = FlightBox()
    private let path: String
    private let log: Logger
    /// −1 once it has ended.
    private let descriptor: Mutex<Int32>

    /// Begins a new file; one that is there already is not overwritten, since it may be somebody's evidence.
    init(path: String, log: Logger) throws(FlightFileFault) {
        (self.path, self.log) = (path, log)
        let raw = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard raw >= 0 else { throw FlightFileFault(path: path, errno: errno) }
        descriptor = Mutex(raw)
        descriptor.withLock { write(FlightCodec.magic, to: &$0) }
        log.notice("the flight is recorded", metadata: ["file": "\(path)"])
    }

    deinit { _ = descriptor.withLock { close($0) } }

    /// To be called several times a second.
    func save() {
        let (bytes, isFull) = box.takeAll()
        descriptor.withLock { raw in
            guard raw >= 0 else { return }
            if !bytes.isEmpty { write(bytes, to: &raw) }
            if isFull, raw >= 0 { end(&raw, because: "it was not fetched in time") }
        }
    }

    private func write(_ bytes: [UInt8], to raw: inout Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(raw, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return end(&raw, because: FlightFileFault.text(errno)) }
            rest = rest.dropFirst(count)
        }
    }

    private func end(_ raw: inout Int32, because reason: String) {
        log.warning("the flight recording ends", metadata: ["file": "\(path)", "reason": "\(reason)"])
        close(raw)
        raw = -1
    }
}

/// A recording cannot be begun.
public struct FlightFileFault: Error, CustomStringConvertible, Sendable {
    public let path: String
    public let errno: Int32

    public var description: String { "\(path) cannot be recorded into: \(Self.text(errno))" }

    static func text(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
