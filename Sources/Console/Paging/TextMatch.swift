// SPDX-License-Identifier: Apache-2.0

/// Whether a text stands in a line. Capitals matter only if some were typed.
struct TextMatch: Equatable, Sendable {
    private let sought: [UInt8]
    private let mattersCase: Bool

    init(_ text: String) {
        mattersCase = text.contains { $0.isUppercase }
        sought = Array((mattersCase ? text : text.lowercased()).utf8)
    }

    func matches(_ line: String) -> Bool {
        guard let first = sought.first else { return true }
        let bytes = Array((mattersCase ? line : line.lowercased()).utf8)
        guard bytes.count >= sought.count else { return false }
        for start in 0...bytes.count - sought.count where bytes[start] == first {
            if bytes[start..<start + sought.count].elementsEqual(sought) { return true }
        }
        return false
    }
}
