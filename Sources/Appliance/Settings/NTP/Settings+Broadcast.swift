// SPDX-License-Identifier: Apache-2.0

public import Board
import NTP

extension Settings.NTPService {
    /// One of `ntp.broadcast`: a network that is told the time unasked.
    public struct Broadcast: Sendable, Equatable {
        /// Its broadcast address, such as 10.0.0.255, or a multicast group.
        public var address: IPAddress
        public var port = 123
        /// The number of the key, in the file that ``Settings/NTPService/keys`` names.
        public var key: Int
        /// Log2 seconds between two messages: 0 ... 10.
        public var interval = 6

        var destination: IPEndpoint { IPEndpoint(address, port: UInt16(clamping: port)) }
    }
}

extension SectionReader {
    static let mostBroadcasts = 8

    /// `ntp.broadcast`
    mutating func readBroadcasts(into ntp: inout Settings.NTPService, faults: inout FaultCollector) {
        for var section in sections("broadcast", atMost: Self.mostBroadcasts, faults: &faults) {
            var (address, key): (IPAddress?, Int?)
            section.read("address", .optionalAddress, into: &address, faults: &faults)
            section.read("key", .optionalInteger(1...65_535), into: &key, faults: &faults)
            var broadcast = Settings.NTPService.Broadcast(address: address ?? .anyV4, key: key ?? 0)
            section.read("port", .integer(1...65_535), into: &broadcast.port, faults: &faults)
            section.read("interval", .integer(0...10), into: &broadcast.interval, faults: &faults)
            section.need("address", "a broadcast address, such as 10.0.0.255, or a multicast group", faults: &faults)
            section.need("key", "nobody should believe a broadcast without one", faults: &faults)
            if key != nil, ntp.keys == nil {
                section.refuse("key", because: "ntp.keys names no file of keys", faults: &faults)
            }
            section.refuseTheRest(faults: &faults)
            if address != nil, key != nil { ntp.broadcast.append(broadcast) }
        }
    }
}

extension ValueKind where Value == IPAddress? {
    static var optionalAddress: Self {
        Self("an address, such as 10.0.0.255 or 239.192.0.1") { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            guard let address = IPAddress(text), !address.isUnspecified else {
                throw SettingRefusal("\(quoted(text)) is not an address")
            }
            return address
        }
    }
}
