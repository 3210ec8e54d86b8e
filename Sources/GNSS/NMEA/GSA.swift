// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Which satellites the solution uses, and of how many dimensions it is.
    public struct GSA: NMEAWritable, Sendable, BitwiseCopyable {
        public static let capacity = 24

        /// `nil` where the field is neither 1, 2 nor 3.
        public var fix: Fix?
        private var numbers = InlineArray<24, UInt16>(repeating: 0)
        public private(set) var count = 0
        public var pdop: Double?
        public var hdop: Double?
        public var vdop: Double?
        /// NMEA 4.10: whose satellites these are.
        public var systemID: UInt8?

        public init(
            fix: Fix?, numbers: [UInt16] = [], pdop: Double? = nil, hdop: Double? = nil, vdop: Double? = nil,
            systemID: UInt8? = nil
        ) {
            (self.fix, self.pdop, self.hdop, self.vdop, self.systemID) = (fix, pdop, hdop, vdop, systemID)
            for number in numbers { add(number) }
        }

        /// Twelve numbers are usual, but some receivers send fewer or more: the three dilutions come last, and a
        /// system ID after them makes 19 fields.
        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 6 else { return nil }
            switch fields.whole(2, in: content) {
            case 1: fix = Fix.none
            case 2: fix = .twoD
            case 3: fix = .threeD
            default: fix = nil
            }
            let hasSystem = fields.count == 19
            if hasSystem { systemID = fields.whole(18, in: content).flatMap(UInt8.init(exactly:)) }
            let dilutions = fields.count - (hasSystem ? 4 : 3)
            pdop = fields.real(dilutions, in: content)
            hdop = fields.real(dilutions + 1, in: content)
            vdop = fields.real(dilutions + 2, in: content)
            for index in 3..<max(dilutions, 3) {
                if let number = fields.whole(index, in: content).flatMap(UInt16.init(exactly:)) { add(number) }
            }
        }

        /// As the sentence numbers it; traps outside 0 ..< ``count``.
        public subscript(index: Int) -> UInt16 {
            precondition(index < count)
            return numbers[index]
        }

        private mutating func add(_ number: UInt16) {
            guard number > 0, count < Self.capacity else { return }
            numbers[count] = number
            count += 1
        }

        /// Twelve places; numbers beyond them are left out.
        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "GSA")
            writer.field(UInt8(ascii: "A"))
            writer.field(fix == .threeD ? 3 : fix == .twoD ? 2 : 1)
            for index in 0..<12 { writer.field(index < count ? Int(numbers[index]) : nil, width: 2) }
            writer.field(pdop, decimals: 2)
            writer.field(hdop, decimals: 2)
            writer.field(vdop, decimals: 2)
            if let systemID { writer.field(Int(systemID)) }
            writer.end()
        }
    }
}
