// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// Up to eight of those who asked, and where to ask on.
    struct ClientPage {
        static let most = 8
        /// How many places there are, and the first that was not looked at.
        var places: Int
        var next: Int
        var clients: [Client]

        /// - Parameters:
        ///   - first: the place to begin at.
        ///   - wanted: how many at most.
        ///   - least: who asked less often, for anything, is left out.
        init(of all: [Client], from first: UInt32, wanted: UInt32, least: UInt32) {
            let most = min(Int(wanted), Self.most)
            (places, clients) = (all.count, [])
            next = Int(first)
            while next < all.count && clients.count < most {
                if all[next].isBusy(least: UInt64(least)) { clients.append(all[next]) }
                next += 1
            }
        }

        fileprivate func write(headInto octets: inout OctetWriter) {
            for number in [places, next, clients.count] { octets.put(UInt32(clamping: number)) }
        }
    }

    /// `RPY_ClientAccessesByIndex` since chrony 4.0.
    struct Clients3: Form {
        static var code: ReplyCode { .clientsByIndex3 }
        private static let sizeOfOne = 60
        static var size: Int { 12 + ClientPage.most * sizeOfOne }
        var page: ClientPage

        func write(into octets: inout OctetWriter) {
            page.write(headInto: &octets)
            for client in page.clients {
                let (ntp, commands) = (client.ntp, client.commands)
                octets.put(client.address)
                octets.put(counts: [ntp.hits, 0, commands.hits, ntp.drops, 0, commands.drops])
                for interval in [ntp.log2Interval, .max, commands.log2Interval, .max] { octets.put(interval) }
                for age in [ntp.age, nil, commands.age] { octets.put(seconds: age) }
            }
            octets.put(zeros: (ClientPage.most - page.clients.count) * Self.sizeOfOne)
        }
    }

    /// The same of chrony 2.2 to 3.5.
    struct Clients2: Form {
        static var code: ReplyCode { .clientsByIndex2 }
        private static let sizeOfOne = 48
        static var size: Int { 12 + ClientPage.most * sizeOfOne }
        var page: ClientPage

        func write(into octets: inout OctetWriter) {
            page.write(headInto: &octets)
            for client in page.clients {
                let (ntp, commands) = (client.ntp, client.commands)
                octets.put(client.address)
                octets.put(counts: [ntp.hits, commands.hits, ntp.drops, commands.drops])
                for interval in [ntp.log2Interval, commands.log2Interval, .max, 0] { octets.put(interval) }
                for age in [ntp.age, commands.age] { octets.put(seconds: age) }
            }
            octets.put(zeros: (ClientPage.most - page.clients.count) * Self.sizeOfOne)
        }
    }
}

extension Chronyc.Client {
    fileprivate func isBusy(least: UInt64) -> Bool { ntp.hits >= least || commands.hits >= least }
}

extension Chronyc.Asking {
    /// Rounded; 127, which chronyc shows as `-`, where it is not known.
    var log2Interval: Int8 {
        guard let interval, interval > 0, interval.isFinite else { return .max }
        let up = interval.significand >= Double(2).squareRoot() ? 1 : 0
        return Int8(clamping: min(Int(interval.exponent) + up, 126))
    }
}

extension OctetWriter {
    fileprivate mutating func put(counts: [UInt64]) {
        for count in counts { put(UInt32(clamping: count)) }
    }
}
