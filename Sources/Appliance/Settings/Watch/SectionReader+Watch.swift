// SPDX-License-Identifier: Apache-2.0

/// `watch`
extension SectionReader {
    private static let mostWatched = 64

    mutating func readWatch(into watch: inout [Settings.WatchGroup], faults: inout FaultCollector) {
        var count = 0
        for var section in sections("watch", atMost: Self.mostWatched, faults: &faults) {
            guard let item = section.readWatchGroup(faults: &faults) else { continue }
            if watch.contains(where: { $0.group == item.group }) {
                section.refuse("group", because: "\(item.group) stands here already", faults: &faults)
            }
            let before = count
            count += item.nodes.reduce(0) { $0 + $1.count }
            if before <= Settings.WatchNode.most, count > Settings.WatchNode.most {
                let reason = "no more than \(Settings.WatchNode.most) machines can be watched"
                section.refuse("nodes", because: reason, faults: &faults)
            }
            watch.append(item)
        }
    }

    private mutating func readWatchGroup(faults: inout FaultCollector) -> Settings.WatchGroup? {
        var name: String?
        read("group", .watchGroupName, into: &name, faults: &faults)
        if !has("group") { need("group", "a name for these machines, such as raft", faults: &faults) }
        var item = Settings.WatchGroup(group: name ?? "")
        readList("nodes", of: .watchNode, into: &item.nodes, faults: &faults)
        if !has("nodes") { need("nodes", "the machines, such as [10.0.0.1, db.example.org]", faults: &faults) }
        read("everySeconds", .integer(2...3_600), into: &item.everySeconds, faults: &faults)
        read("thresholdMs", .real(0.001...3_600_000), into: &item.thresholdMs, faults: &faults)
        read("ptpProfile", .word, into: &item.ptpProfile, faults: &faults)
        read("ptpDomain", .optionalInteger(0...255), into: &item.ptpDomain, faults: &faults)
        refuseTheRest(faults: &faults)
        return name == nil ? nil : item
    }
}

extension ValueKind where Value == String? {
    static var watchGroupName: Self {
        Self("a name of letters, digits, '.', '-' and '_'") { (node) throws(SettingRefusal) in
            let name = try ValueKind<String>.text.read(node)
            let isName = name.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: ".-_".utf8.contains(octet)
                }
            }
            guard (1...40).contains(name.utf8.count), isName else {
                throw SettingRefusal("\(quoted(name)) must be 1 to 40 letters, digits, '.', '-' or '_'")
            }
            return name
        }
    }
}

extension ValueKind where Value == Settings.WatchNode {
    static var watchNode: Self {
        Self("an address, a name, a network or ptp:eth0, such as 10.0.0.1, db.example.org:123 or 10.0.0.0/24") {
            (node) throws(SettingRefusal) in
            try Settings.WatchNode(parsing: ValueKind<String>.text.read(node))
        }
    }
}
