// SPDX-License-Identifier: Apache-2.0

/// Files in one, as POSIX's ustar has it (IEEE 1003.1, pax, "ustar Interchange Format").
struct TarArchive {
    private(set) var octets: [UInt8] = []
    /// Of every file in it: seconds since 1970-01-01.
    let modified: Int64

    init(modified: Int64) { self.modified = max(0, min(modified, 0o77_777_777_777)) }

    /// - Parameter name: at most 100 octets of ASCII.
    mutating func add(_ name: String, _ content: [UInt8]) {
        octets += header(name, size: content.count)
        octets += content
        pad()
    }

    /// Two blocks of nothing.
    mutating func end() { octets += [UInt8](repeating: 0, count: 1024) }

    private mutating func pad() {
        octets += [UInt8](repeating: 0, count: (512 - octets.count % 512) % 512)
    }

    private func header(_ name: String, size: Int) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int, most: Int) {
            for (index, octet) in text.utf8.prefix(most).enumerated() { block[place + index] = octet }
        }
        put(name, at: 0, most: 100)
        put(Self.octal(0o600, 7), at: 100, most: 7)
        put(Self.octal(0, 7), at: 108, most: 7)
        put(Self.octal(0, 7), at: 116, most: 7)
        put(Self.octal(Int64(size), 11), at: 124, most: 11)
        put(Self.octal(modified, 11), at: 136, most: 11)
        put("        ", at: 148, most: 8)
        put("0", at: 156, most: 1)
        put("ustar", at: 257, most: 5)
        put("00", at: 263, most: 2)
        let sum = block.reduce(0) { $0 + Int64($1) }
        put(Self.octal(sum, 6) + "\u{0} ", at: 148, most: 8)
        return block
    }

    private static func octal(_ number: Int64, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
