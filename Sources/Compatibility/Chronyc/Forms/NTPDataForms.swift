// SPDX-License-Identifier: Apache-2.0

import Board

extension Chronyc {
    /// `RPY_NTPData` of chrony 3.0 to 4.4: as ``NTPData2`` up to the counters.
    struct NTPData: Form {
        static var code: ReplyCode { .ntpData }
        static var size: Int { 124 }
        var address: IPAddress
        var exchange: Exchange

        func write(into octets: inout OctetWriter) {
            write(commonInto: &octets)
            for _ in 0..<3 { octets.put(UInt32.max) }
        }
    }

    /// `RPY_NTPData` since chrony 4.5.
    struct NTPData2: Form {
        static var code: ReplyCode { .ntpData2 }
        static var size: Int { 144 }
        var data: NTPData

        func write(into octets: inout OctetWriter) {
            data.write(commonInto: &octets)
            octets.put(data.exchange.sentStampedByKernel)
            octets.put(data.exchange.receivedStampedByKernel)
            octets.put(zeros: 8)
            for _ in 0..<4 { octets.put(UInt32.max) }
        }
    }
}

extension Chronyc.NTPData {
    /// 112 octets.
    fileprivate func write(commonInto octets: inout OctetWriter) {
        octets.put(address)
        octets.put(exchange.local)
        octets.put(exchange.port)
        for octet in [exchange.leap, exchange.version, exchange.mode, exchange.stratum] { octets.put(octet) }
        for octet in [exchange.poll, exchange.precision] { octets.put(octet) }
        for value in [exchange.rootDelay, exchange.rootDispersion] { octets.put(value) }
        octets.put(exchange.referenceID)
        octets.put(exchange.referenceTime)
        for value in [exchange.offset, exchange.peerDelay, exchange.peerDispersion] { octets.put(value) }
        for value in [exchange.responseTime, exchange.jitterAsymmetry] { octets.put(value) }
        octets.put(flags)
        octets.put(Self.stamper(isKernel: exchange.isSendingStampedByKernel))
        octets.put(Self.stamper(isKernel: exchange.isReceivingStampedByKernel))
        for count in [exchange.sent, exchange.received, exchange.valid, exchange.good] { octets.put(count) }
    }

    /// `RPY_NTP_FLAG`.
    private var flags: UInt16 {
        exchange.tests & 0x3FF | (exchange.isInterleaved ? 0x4000 : 0) | (exchange.isAuthenticated ? 0x8000 : 0)
    }

    /// Kernel or daemon.
    private static func stamper(isKernel: Bool) -> UInt8 { UInt8(ascii: isKernel ? "K" : "D") }
}
