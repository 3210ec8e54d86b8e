// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// `RPY_ServerStats` since chrony 4.4.
    struct ServerStatistics4: Form {
        static var code: ReplyCode { .serverStatistics4 }
        static var size: Int { 21 * 8 }
        var facts: ServerStatistics

        func write(into octets: inout OctetWriter) {
            for count in facts.counts { octets.put(count) }
            // Timestamps held for interleaved exchanges, and over how long.
            for _ in 0..<2 { octets.put(UInt64(0)) }
            octets.put(facts.receivingStampedByProgram)
            octets.put(facts.sendingStampedByProgram)
            octets.put(facts.receivingStampedByKernel)
            octets.put(facts.sendingStampedByKernel)
            // Stamped by hardware.
            for _ in 0..<2 { octets.put(UInt64(0)) }
            for _ in 0..<4 { octets.put(UInt64.max) }
        }
    }

    /// chrony 4.1 to 4.3.
    struct ServerStatistics3: Form {
        static var code: ReplyCode { .serverStatistics3 }
        static var size: Int { 11 * 4 }
        var facts: ServerStatistics

        func write(into octets: inout OctetWriter) {
            for count in facts.counts { octets.put(UInt32(truncatingIfNeeded: count)) }
            for _ in 0..<2 { octets.put(UInt32(0)) }
        }
    }

    /// chrony 4.0.
    struct ServerStatistics2: Form {
        static var code: ReplyCode { .serverStatistics2 }
        static var size: Int { 8 * 4 }
        var facts: ServerStatistics

        func write(into octets: inout OctetWriter) {
            for count in facts.counts.prefix(8) { octets.put(UInt32(truncatingIfNeeded: count)) }
        }
    }

    /// chrony 2.2 to 3.5.
    struct ServerStatistics1: Form {
        static var code: ReplyCode { .serverStatistics }
        static var size: Int { 5 * 4 }
        var facts: ServerStatistics

        func write(into octets: inout OctetWriter) {
            let counts = [facts.ntpReceived, facts.commandsReceived, facts.ntpDropped, facts.commandsDropped, 0]
            for count in counts { octets.put(UInt32(truncatingIfNeeded: count)) }
        }
    }
}

extension Chronyc.ServerStatistics {
    /// In the order of the layouts. No record of a client is ever dropped for want of room: it takes another's place.
    fileprivate var counts: [UInt64] {
        [
            ntpReceived, keyExchanges, commandsReceived, ntpDropped, keyExchangesDropped, commandsDropped, 0,
            authenticated, interleaved,
        ]
    }

    /// The newest first: which one a client knows is told by how long its request is.
    var forms: [any Chronyc.Form] {
        [
            Chronyc.ServerStatistics4(facts: self), Chronyc.ServerStatistics3(facts: self),
            Chronyc.ServerStatistics2(facts: self), Chronyc.ServerStatistics1(facts: self),
        ]
    }
}
