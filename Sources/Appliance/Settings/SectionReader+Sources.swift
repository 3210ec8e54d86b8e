// SPDX-License-Identifier: Apache-2.0

/// `sources` and `failover`
extension SectionReader {
    /// Beside the receiver.
    static let mostSources = 15

    /// - Parameter keys: the file of NTP's keys, if there is one.
    mutating func readSources(into sources: inout [Settings.Source], keys: String?, faults: inout FaultCollector) {
        var count = 0
        for var section in sections("sources", atMost: Self.mostSources, faults: &faults) {
            guard let source = section.readSource(faults: &faults) else { continue }
            count += source.most
            if count > Self.mostSources {
                section.refuse(
                    because: "the sources come to \(count) servers; there may be \(Self.mostSources)", faults: &faults)
            }
            if let ptp = source.ptp, sources.contains(where: { $0.ptp?.name == ptp.name }) {
                section.refuse(because: "\(ptp.name) stands here already", faults: &faults)
            }
            if source.isNTP, sources.contains(where: { ($0.host, $0.port) == (source.host, source.port) }) {
                section.refuse(because: "\(source.host), port \(source.port), stands here already", faults: &faults)
            }
            if source.key != nil, keys == nil {
                section.refuse("key", because: "there are no keys: ntp.keys names their file", faults: &faults)
            }
            sources.append(source)
        }
    }

    private mutating func readSource(faults: inout FaultCollector) -> Settings.Source? {
        var source = Settings.Source()
        read("server", .optionalHost, into: &source.server, faults: &faults)
        read("pool", .optionalHost, into: &source.pool, faults: &faults)
        read("size", .integer(1...8), into: &source.size, faults: &faults)
        read("port", .integer(1...65_535), into: &source.port, faults: &faults)
        read("prefer", .truth, into: &source.prefer, faults: &faults)
        read("iburst", .truth, into: &source.iburst, faults: &faults)
        read("burst", .truth, into: &source.burst, faults: &faults)
        read("minpoll", .integer(0...17), into: &source.minpoll, faults: &faults)
        read("maxpoll", .integer(0...17), into: &source.maxpoll, faults: &faults)
        read("key", .optionalInteger(1...65_535), into: &source.key, faults: &faults)
        read("version", .integer(3...4), into: &source.version, faults: &faults)
        read("xleave", .truth, into: &source.xleave, faults: &faults)
        readPTPSource(into: &source.ptp, faults: &faults)
        readNTS(into: &source, faults: &faults)
        if source.isNTP { check(source, faults: &faults) }
        refuseTheRest(faults: &faults)
        return source.server == nil && source.pool == nil && source.isNTP ? nil : source
    }

    private func check(_ source: Settings.Source, faults: inout FaultCollector) {
        if !has("server"), !has("pool") { need("server", "the name or the address of a server", faults: &faults) }
        if has("server"), has("pool") {
            refuse("pool", because: "a source is a server or a pool, not both", faults: &faults)
        }
        if has("size"), source.pool == nil {
            refuse("size", because: "only a pool has several servers", faults: &faults)
        }
        if source.minpoll > source.maxpoll {
            let key = has("minpoll") ? "minpoll" : "maxpoll"
            refuse(key, because: "minpoll must not be above maxpoll (\(source.maxpoll))", faults: &faults)
        }
    }

    /// - Parameter hasLocal: whether `ntp.local` says how nobody's time is told.
    mutating func readFailover(
        into failover: inout Settings.Failover, hasLocal: Bool, faults: inout FaultCollector
    ) {
        var section = section("failover", faults: &faults)
        section.readList("order", of: .word, into: &failover.order, faults: &faults)
        section.read("immediate", .truth, into: &failover.immediate, faults: &faults)
        section.read("dispute", .word, into: &failover.dispute, faults: &faults)
        section.read("slewedMs", .integer(0...10_000), into: &failover.slewedMs, faults: &faults)
        section.read("largestStepMs", .integer(0...1_000_000), into: &failover.largestStepMs, faults: &faults)
        section.read("slewPpm", .integer(1...500), into: &failover.slewPpm, faults: &faults)
        section.read("largestErrorMs", .integer(1...1500), into: &failover.largestErrorMs, faults: &faults)
        if failover.order.first != .gnss {
            section.refuse(
                "order", because: "gnss comes first: what it is not to be followed for is dispute's to say",
                faults: &faults)
        }
        section.check(failover.order, hasLocal: hasLocal, faults: &faults)
        section.refuseTheRest(faults: &faults)
    }

    private mutating func check(
        _ order: [Settings.Failover.Rung], hasLocal: Bool, faults: inout FaultCollector
    ) {
        if order.contains(.orphan), order.last != .orphan {
            refuse("order", because: "orphan comes last: it is what is left where nothing serves", faults: &faults)
        }
        if hasLocal, !order.contains(.orphan) {
            refuse(
                "order", because: "it leaves orphan out, but ntp.local.stratum says how that is told", faults: &faults)
        }
    }
}

extension ValueKind where Value == String? {
    /// A DNS name or an address.
    static var optionalHost: Self {
        Self("the name or the address of a server") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            // What has no port in it comes back as it is.
            let place = try HostPort(parsing: text, port: 0)
            guard place.port == 0 else { throw SettingRefusal("\(quoted(text)) has a port in it; port is a key") }
            return place.host
        }
    }
}
