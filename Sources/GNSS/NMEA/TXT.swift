// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// A line of text.
    public struct TXT: NMEAWritable, Sendable, BitwiseCopyable {
        public var parts: UInt8
        public var part: UInt8
        /// As u-blox numbers them: 0 error, 1 warning, 2 notice, 7 user.
        public var severity: UInt8
        public var text: DeviceText

        public init(parts: UInt8 = 1, part: UInt8 = 1, severity: UInt8 = 2, text: DeviceText) {
            (self.parts, self.part, self.severity, self.text) = (parts, part, severity, text)
        }

        /// A sentence without the three numbers (ST's "GPTXT,text") is all text.
        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 2 else { return nil }
            let numbered = fields.count >= 5 && fields.whole(3, in: content) != nil
            parts = numbered ? Self.byte(fields, 1, content) : 1
            part = numbered ? Self.byte(fields, 2, content) : 1
            severity = numbered ? Self.byte(fields, 3, content) : 2
            // Commas within the text do not end it.
            let first = fields.range(numbered ? 4 : 1).lowerBound
            text = DeviceText(content.extracting(first..<content.count))
        }

        private static func byte(_ fields: Fields, _ index: Int, _ content: Span<UInt8>) -> UInt8 {
            fields.whole(index, in: content).flatMap(UInt8.init(exactly:)) ?? 0
        }

        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "TXT")
            writer.field(Int(parts), width: 2)
            writer.field(Int(part), width: 2)
            writer.field(Int(severity), width: 2)
            writer.comma()
            text.withBytes { bytes in
                for index in bytes.indices where bytes[index] >= 0x20 && bytes[index] < 0x7F {
                    writer.append(bytes[index])
                }
            }
            writer.end()
        }
    }
}
