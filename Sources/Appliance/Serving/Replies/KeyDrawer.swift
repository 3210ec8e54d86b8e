// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import NTP

/// The file of NTP's keys, read when it is named and whenever it has changed.
struct KeyDrawer {
    /// What is told of it; `nil`: none is named.
    private(set) var facts: KeyFacts?
    private var mark: HostFile.Mark?

    /// Looks at the file, which is cheap where nothing has changed.
    /// - Returns: the keys that are in use from now on; `nil`: those that were.
    mutating func look(_ path: String?, log: Logger) -> KeyRing? {
        guard let path else {
            guard facts != nil else { return nil }
            (facts, mark) = (nil, nil)
            return KeyRing()
        }
        let isNew = facts?.file != path
        let found = HostFile.mark(of: path)
        guard isNew || found != mark else { return nil }
        mark = found
        do throws(HostFault) {
            return take(try HostFile.read(path), from: path, log: log)
        } catch {
            // A file that is about to be replaced is no reason to send clients away.
            var facts = isNew ? KeyFacts(file: path) : facts ?? KeyFacts(file: path)
            facts.faults = ["it cannot be read (\(error.clause))"]
            self.facts = facts
            log.warning("the NTP keys cannot be read", metadata: ["file": "\(path)", "reason": "\(error.clause)"])
            return isNew ? KeyRing() : nil
        }
    }

    private mutating func take(
        _ file: (octets: [UInt8], mark: HostFile.Mark), from path: String, log: Logger
    ) -> KeyRing {
        mark = file.mark
        let read = KeyFile.read(String(decoding: file.octets, as: UTF8.self))
        let weak = read.ring.keys.filter(\.isWeak).map { Int($0.id) }
        var facts = KeyFacts(file: path, count: read.ring.count, weak: weak, faults: read.faults.map(\.description))
        facts.faults += Self.unusable(of: read.ring)
        if file.mark.isOpenToOthers { facts.faults.append("everybody on this machine may read it") }
        self.facts = facts
        log.notice("NTP keys are read", metadata: ["file": "\(path)", "keys": "\(read.ring.count)"])
        for fault in facts.faults {
            log.warning("the file of NTP keys", metadata: ["file": "\(path)", "fault": "\(fault)"])
        }
        if !weak.isEmpty {
            let numbers = weak.map(String.init).joined(separator: " ")
            log.warning("NTP keys are weak: MD5, SHA1 or short", metadata: ["file": "\(path)", "keys": "\(numbers)"])
        }
        return read.ring
    }

    /// Requests with these keys are refused: without its library no algorithm is there, and a library may lack some.
    private static func unusable(of ring: KeyRing) -> [String] {
        let keys = KeyAuthenticator(ring).unusable
        guard !keys.isEmpty else { return [] }
        let reason = CryptoLibrary.impediment ?? "The library has no such algorithm."
        return ["keys that cannot be used: \(keys.map { "\($0.id)" }.joined(separator: ", ")). \(reason)"]
    }
}
