// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// `RPY_Activity`: of servers; a clock of this machine's is neither online nor offline.
    struct Activity: Form {
        static var code: ReplyCode { .activity }
        static var size: Int { 20 }
        var online: Int

        init(_ sources: [Source]) {
            online = sources.count { if case .server = $0.identity { true } else { false } }
        }

        func write(into octets: inout OctetWriter) {
            octets.put(UInt32(clamping: online))
            octets.put(zeros: 16)
        }
    }

    /// `RPY_ManualList`: nobody sets this clock by hand.
    struct ManualList: Form {
        static var code: ReplyCode { .manualList2 }
        static var size: Int { 4 + 16 * 24 }

        func write(into octets: inout OctetWriter) { octets.put(zeros: Self.size) }
    }

    /// `RPY_NTPSourceName`: cut where it is longer than there is room.
    struct SourceName: Form {
        static var code: ReplyCode { .sourceName }
        static var size: Int { 256 }
        var name: String

        func write(into octets: inout OctetWriter) {
            let text = name.utf8.prefix(Self.size - 1)
            for octet in text { octets.put(octet) }
            octets.put(zeros: Self.size - text.count)
        }
    }
}
