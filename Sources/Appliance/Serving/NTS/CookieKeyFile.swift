// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import NTP

/// The master keys of NTS cookies: a new one each day, the last two stay good, and all are kept in a private file, so that
/// clients go on after a restart. Lines: what it is, then number, making and octets of each key, the newest first.
struct CookieKeyFile {
    static let heading = "gnomon-cookie-keys 1"
    /// Seconds that a key makes cookies.
    static let lifetime: Int64 = 86_400

    /// `nil`: they are kept in memory alone.
    let path: String?
    private(set) var keys = CookieKeys()
    private var isLooked = false

    init(path: String?) { self.path = path }

    /// - Parameter unixSeconds: the system's clock, which may be wrong at first.
    /// - Returns: the keys where they have changed; `nil`: they have not.
    mutating func look(at unixSeconds: Int64, log: Logger) -> CookieKeys? {
        let isFirst = !isLooked
        if isFirst { load(log) }
        isLooked = true
        if let newest = keys.newest, (0..<Self.lifetime).contains(unixSeconds - newest.made) {
            return isFirst ? keys : nil
        }
        guard let octets = CryptoLibrary.random(CookieKeys.keyCount), let first = number(),
            let key = CookieKeys.Key(id: first, made: unixSeconds, octets: octets)
        else { return isFirst ? keys : nil }
        keys.add(key)
        log.notice("a master key of NTS cookies was made", metadata: ["number": "\(key.id)"])
        save(log)
        return keys
    }

    /// The one after the newest's, or by chance, so that cookies of another server are not tried in vain.
    private func number() -> UInt32? {
        if keys.newest != nil { return keys.nextID }
        return CryptoLibrary.random(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    private mutating func load(_ log: Logger) {
        guard let path, let file = try? HostFile.read(path, longest: 4_096) else { return }
        let found = Self.keys(from: String(decoding: file.octets, as: UTF8.self))
        guard let found, !file.mark.isOpenToOthers else {
            log.warning("the master keys of NTS cookies cannot be used; others are made", metadata: ["file": "\(path)"])
            return
        }
        keys = found
    }

    private func save(_ log: Logger) {
        guard let path else { return }
        do throws(HostFault) { try HostFile.replacePrivate(Array(Self.text(of: keys).utf8), at: path) } catch {
            log.warning(
                "the master keys of NTS cookies cannot be kept",
                metadata: ["file": "\(path)", "reason": "\(error.clause)"])
        }
    }

    static func text(of keys: CookieKeys) -> String {
        let lines = keys.keys.map { key in
            let digits = key.withOctets { octets in octets.indices.map { Self.digits(octets[$0]) }.joined() }
            return "\(key.id) \(key.made) \(digits)"
        }
        return ([heading] + lines + [""]).joined(separator: "\n")
    }

    /// `nil` where anything is not as it was written.
    static func keys(from text: String) -> CookieKeys? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 2, lines.count <= CookieKeys.most + 2, lines[0] == heading, lines.last == "" else {
            return nil
        }
        var keys = CookieKeys()
        for line in lines[1..<(lines.count - 1)].reversed() {
            let words = line.split(separator: " ")
            guard words.count == 3, let id = UInt32(words[0]), let made = Int64(words[1]),
                let octets = octets(of: words[2]), let key = CookieKeys.Key(id: id, made: made, octets: octets)
            else { return nil }
            keys.add(key)
        }
        return keys.keys.count == lines.count - 2 ? keys : nil
    }

    private static func digits(_ octet: UInt8) -> String {
        (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }

    private static func octets(of digits: Substring) -> [UInt8]? {
        let values = digits.utf8.map { Character(UnicodeScalar($0)).hexDigitValue ?? 16 }
        guard values.count % 2 == 0, values.allSatisfy({ $0 < 16 }) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
