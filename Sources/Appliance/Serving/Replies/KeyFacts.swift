// SPDX-License-Identifier: Apache-2.0

/// What is known of the file of NTP's keys. It never holds any of a key.
public struct KeyFacts: Codable, Hashable, Sendable {
    public var file: String
    /// Keys in use.
    public var count: Int
    /// The numbers of those that can be forged with some effort: MD5, SHA1, or fewer than 80 bits.
    public var weak: [Int]
    /// What is wrong with the file, each a clause: "line 3, column 5: the key is missing".
    public var faults: [String]

    public init(file: String, count: Int = 0, weak: [Int] = [], faults: [String] = []) {
        (self.file, self.count, self.weak, self.faults) = (file, count, weak, faults)
    }

    /// "2 keys in /etc/gnomon/ntp.keys, weak: 1"
    public var phrase: String {
        let faulty = faults.isEmpty ? "" : "; " + faults.joined(separator: "; ")
        let weakness = weak.isEmpty ? "" : ", weak: " + weak.map(String.init).joined(separator: ", ")
        return "\(AlarmEvidence.count(count, "key")) in \(file)\(weakness)\(faulty)"
    }
}
