// SPDX-License-Identifier: Apache-2.0

import Board

extension Chronyc {
    /// `RPY_N_Sources`.
    struct SourceCount: Form {
        static var code: ReplyCode { .sourceCount }
        static var size: Int { 4 }
        var count: Int

        func write(into octets: inout OctetWriter) { octets.put(UInt32(clamping: count)) }
    }

    /// `RPY_Source_Data`.
    struct SourceData: Form {
        static var code: ReplyCode { .sourceData }
        static var size: Int { 48 }
        var source: Source

        func write(into octets: inout OctetWriter) {
            switch source.identity {
            case .clock(let id): octets.put(v4: id)
            case .server(let address, _): octets.put(address)
            }
            octets.put(source.poll)
            octets.put(source.stratum)
            octets.put(source.state.rawValue)
            octets.put(source.identity.mode)
            octets.put(UInt16(0))
            octets.put(UInt16(source.reach))
            octets.put(seconds: source.sample?.age)
            let sample = source.sample ?? Sample(age: 0, offset: 0, error: 0)
            for value in [sample.offset, sample.offset, sample.error] { octets.put(value) }
        }
    }

    /// `RPY_Sourcestats`.
    struct SourceStatistics: Form {
        static var code: ReplyCode { .sourceStatistics }
        static var size: Int { 56 }
        var source: Source

        func write(into octets: inout OctetWriter) {
            let statistics = source.statistics
            octets.put(source.identity)
            octets.put(statistics.samples)
            octets.put(statistics.runs)
            octets.put(statistics.span)
            octets.put(statistics.deviation)
            octets.put(statistics.residualFrequency * 1e6)
            octets.put(statistics.skew * 1e6)
            octets.put(statistics.offset)
            octets.put(statistics.offsetError)
        }
    }

    /// `RPY_SelectData`.
    struct SelectData: Form {
        static var code: ReplyCode { .selectData }
        static var size: Int { 48 }
        var source: Source

        func write(into octets: inout OctetWriter) {
            octets.put(source.identity)
            octets.put(sign)
            octets.put(UInt8(source.exchange?.isAuthenticated == true ? 1 : 0))
            octets.put(UInt8(source.leap.rawValue))
            // No options can be given to a source.
            octets.put(zeros: 5)
            octets.put(seconds: source.sample?.age)
            octets.put(1.0)
            let sample = source.sample ?? Sample(age: 0, offset: 0, error: 0)
            for value in [sample.offset - sample.error, sample.offset + sample.error] { octets.put(value) }
        }

        /// As `chronyc selectdata` explains it: M too few samples, s not synchronised, W waits for others.
        private var sign: UInt8 {
            switch source.state {
            case .selected: UInt8(ascii: "*")
            case .combined: UInt8(ascii: "+")
            case .falseticker: UInt8(ascii: "x")
            case .jittery: UInt8(ascii: "~")
            case .unused: UInt8(ascii: "W")
            case .unusable: UInt8(ascii: source.sample == nil ? "M" : "s")
            }
        }
    }
}

extension Chronyc.Source.Identity {
    /// `RPY_SD_MD_`: a server, or a clock of this machine's.
    fileprivate var mode: UInt16 { if case .clock = self { 2 } else { 0 } }
}

extension OctetWriter {
    /// A reference id and an address, of which a source has only one.
    fileprivate mutating func put(_ identity: Chronyc.Source.Identity) {
        switch identity {
        case .clock(let id):
            put(id)
            put(IPAddress?.none)
        case .server(let address, _):
            put(address.v4 ?? 0)
            put(address)
        }
    }

    /// Whole seconds of an age; chronyc shows the largest number as `-`.
    mutating func put(seconds: Double?) {
        guard let seconds, seconds.isFinite else { return put(UInt32.max) }
        put(UInt32(clamping: Int64(min(max(seconds, 0), 4e9))))
    }
}
