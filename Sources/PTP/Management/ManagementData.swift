// SPDX-License-Identifier: Apache-2.0

/// The data of one management answer, put together field by field in network byte order.
struct ManagementData {
    private(set) var octets: [UInt8] = []

    mutating func put(_ value: UInt8) { octets.append(value) }
    mutating func put(_ value: Int8) { octets.append(UInt8(bitPattern: value)) }
    mutating func put(_ value: Bool) { octets.append(value ? 1 : 0) }
    mutating func put(_ values: some Sequence<UInt8>) { octets.append(contentsOf: values) }

    mutating func put<Value: FixedWidthInteger>(_ value: Value) {
        for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
            octets.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Least significant octet first, as linuxptp counts messages.
    mutating func putLittle(_ value: UInt64) { put(value.byteSwapped) }

    mutating func put(_ identity: PortIdentity) {
        put(identity.clock.raw)
        put(identity.number)
    }

    mutating func put(_ quality: ClockQuality) {
        put(quality.clockClass)
        put(quality.accuracy.rawValue)
        put(quality.variance)
    }

    mutating func put(_ text: String) {
        let text = PTPText(text)
        put(UInt8(truncatingIfNeeded: text.octets.count))
        put(text.octets)
    }

    /// One octet and one that is reserved, as most values are told.
    static func datum(_ value: UInt8) -> ManagementData { ManagementData(octets: [value, 0]) }
    static func datum(_ value: Int8) -> ManagementData { datum(UInt8(bitPattern: value)) }
}
