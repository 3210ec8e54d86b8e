// SPDX-License-Identifier: Apache-2.0

/// What is kept of a receiver from one day to the next: who it is, how it is reached, and what it does not support, so
/// that this is not tried again. A small text, a line for each fact.
public struct ReceiverMemory: Hashable, Sendable {
    /// ``ReceiverIdentity/key``
    public var key: String
    /// For people.
    public var name: String
    /// The software that this was found with: another one may support more.
    public var firmware: String
    /// Bits per second; 0 for a line without a speed.
    public var baud: UInt32
    /// Names of settings that it has, by now, as they should be.
    public var settled: [String]
    /// Names of settings that it refused.
    public var refused: [String]

    public init(key: String, name: String, firmware: String, baud: UInt32, settled: [String], refused: [String]) {
        (self.key, self.name, self.firmware, self.baud) = (key, name, firmware, baud)
        (self.settled, self.refused) = (settled, refused)
    }

    /// Of a receiver that was configured; `nil` where it is not known.
    init?(_ report: ConfigurationReport, link: ReceiverLink) {
        guard let identity = report.identity else { return nil }
        let settled = report.entries.filter { $0.result == .set || $0.result == .wasSo }
        let refused = report.entries.filter { $0.result == .refused }
        self.init(
            key: identity.key, name: identity.text, firmware: identity.software, baud: link.baud,
            settled: settled.map { Self.name(of: $0.setting) }, refused: refused.map { Self.name(of: $0.setting) })
    }

    static func name(of setting: ReceiverSetting) -> String { "\(setting.name): \(setting.values)" }

    /// Lines of a word and its value.
    public var text: String {
        let facts = [("receiver", key), ("name", name), ("firmware", firmware), ("baud", "\(baud)")]
        let lists = settled.map { ("settled", $0) } + refused.map { ("refused", $0) }
        return (facts + lists).map { "\($0) \(Self.flat($1))\n" }.joined()
    }

    /// From such a text; unknown words are passed over. `nil` without a key.
    public init?(text: some StringProtocol) {
        self.init(key: "", name: "", firmware: "", baud: 0, settled: [], refused: [])
        for line in text.split(whereSeparator: \.isNewline) {
            // By scalars: as a character, a space and the accent that a value may begin with are one, and no space.
            let scalars = line.unicodeScalars
            guard let space = scalars.firstIndex(of: " ") else { continue }
            take(String(line[..<space]), String(line[scalars.index(after: space)...]))
        }
        if key.isEmpty { return nil }
    }

    /// More entries than any plan has are no plan's.
    private static let mostEntries = 64

    private mutating func take(_ word: String, _ value: String) {
        switch word {
        case "receiver": key = value
        case "name": name = value
        case "firmware": firmware = value
        case "baud": baud = UInt32(value) ?? 0
        case "settled" where settled.count < Self.mostEntries: settled.append(value)
        case "refused" where refused.count < Self.mostEntries: refused.append(value)
        default: break
        }
    }

    /// What a receiver says of itself may hold anything; here it is one line.
    private static func flat(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
