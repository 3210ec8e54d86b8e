// SPDX-License-Identifier: Apache-2.0

import Board

extension Command {
    /// A word that may stand somewhere, and what it means.
    public struct Choice: Hashable, Sendable, Codable {
        public var word: String
        public var about: String

        public init(_ word: String, _ about: String = "") { (self.word, self.about) = (word, about) }
    }

    /// What only the running appliance knows the words of.
    public enum Vocabulary: String, Hashable, Sendable, CaseIterable {
        case scene, alarm, user, channel, series, version, backup, interface, line
        /// A key of the configuration: `ntp.listen`.
        case settingKey
        /// What may stand at the key that was named before.
        case settingValue
    }

    /// What a parameter's value may be.
    public enum Kind: Hashable, Sendable {
        case truth
        case choice([Choice])
        case whole(ClosedRange<Int>, unit: String)
        case real(ClosedRange<Double>, unit: String)
        /// 90s, 15m, 1h, 7d; a number alone is in seconds.
        case duration(ClosedRange<Duration>)
        /// One word, or several in quotes.
        case text
        /// All that follows, as it stands.
        case rest
        /// One word that is shown to nobody, asked for where it is missing.
        case secret
        /// An address of either protocol.
        case address
        /// An address, or a name to look up.
        case host
        /// One word out of what ``Vocabulary`` has now; others are left to whoever carries the command out.
        case known(Vocabulary)

        /// In a usage line: "NAME".
        func placeholder(for name: String) -> String {
            guard case .choice(let choices) = self, choices.count <= 4 else { return name.uppercased() }
            return choices.map(\.word).joined(separator: "|")
        }
    }
}

extension Command.Kind {
    /// Why a word is no such value; `nil` where it is one.
    public func fault(in word: String) -> String? {
        switch self {
        case .choice(let choices): Self.fault(in: word, among: choices.map(\.word))
        case .whole(let range, let unit):
            Int(word).map(range.contains) ?? false
                ? nil : "must be \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " " + unit)"
        case .real(let range, let unit):
            Double(word).map(range.contains) ?? false
                ? nil : "must be \(range.lowerBound) to \(range.upperBound)\(unit.isEmpty ? "" : " " + unit)"
        case .duration(let range): Self.fault(in: word, among: range)
        case .address: IPAddress(word) == nil ? "must be an address such as 10.0.0.1 or 2001:db8::1" : nil
        case .truth: ["true", "false"].contains(word) ? nil : "must be true or false"
        case .host: Self.isHost(word) ? nil : "must be an address, or the name of a host"
        case .text, .rest, .secret, .known: nil
        }
    }

    private static func fault(in word: String, among words: [String]) -> String? {
        guard !words.contains(word) else { return nil }
        if let near = NearMiss.best(for: word, among: words) { return "did you mean '\(near)'?" }
        return words.count == 1 ? "must be \(words[0])" : "must be one of \(words.joined(separator: ", "))"
    }

    private static func fault(in word: String, among range: ClosedRange<Duration>) -> String? {
        guard let duration = Duration(command: word) else { return "must be a time such as 90s, 15m, 1h or 7d" }
        guard range.contains(duration) else {
            return "must be \(range.lowerBound.commandText) to \(range.upperBound.commandText)"
        }
        return nil
    }

    private static func isHost(_ word: String) -> Bool {
        if IPAddress(word) != nil { return true }
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        return word.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy {
                        $0 < 128 && (Character(Unicode.Scalar($0)).isLetter || $0 == 0x2D || (0x30...0x39).contains($0))
                    }
            }
    }
}

extension Duration {
    /// From `90s`, `15m`, `1h`, `7d`; a number alone is in seconds. `nil` for anything else.
    public init?(command text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Int64(unit == nil ? text[...] : text.dropLast()), number >= 0,
            case (let seconds, false) = number.multipliedReportingOverflow(by: unit ?? 1), seconds < 1 << 40
        else { return nil }
        self = .seconds(seconds)
    }

    /// As ``init(command:)`` takes it: "15m".
    public var commandText: String {
        let seconds = components.seconds
        for (unit, length) in [("d", Int64(86_400)), ("h", 3600), ("m", 60)] where seconds >= length {
            if seconds % length == 0 { return "\(seconds / length)\(unit)" }
        }
        return "\(seconds)s"
    }
}
