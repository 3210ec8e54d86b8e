// SPDX-License-Identifier: Apache-2.0

/// A line of text from the receiver about itself, up to 80 bytes in place; longer ones are cut.
public struct DeviceText: Sendable, BitwiseCopyable {
    public static let capacity = 80

    private var storage = InlineArray<80, UInt8>(repeating: 0)
    public private(set) var count = 0

    /// Takes the bytes up to the first zero.
    public init(_ bytes: Span<UInt8>) {
        for index in bytes.indices where count == index && index < Self.capacity && bytes[index] != 0 {
            storage[count] = bytes[index]
            count += 1
        }
    }

    public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(storage.span.extracting(0..<count))
    }

    /// For people: what is not printable ASCII is shown as a point. Allocates.
    public var string: String {
        var text = ""
        for index in 0..<count {
            let byte = storage[index]
            text.unicodeScalars.append((0x20...0x7E).contains(byte) ? Unicode.Scalar(byte) : ".")
        }
        return text
    }
}

/// What a receiver says about itself.
public enum DeviceFact: Sendable, BitwiseCopyable {
    /// MON-VER's software version.
    case software(DeviceText)
    /// MON-VER's hardware version.
    case hardware(DeviceText)
    /// One of MON-VER's further lines ("PROTVER=18.00", "MOD=NEO-M8T").
    case trait(DeviceText)
    /// A TXT sentence; `severity` as u-blox numbers them: 0 error, 1 warning, 2 notice, 7 user.
    case text(DeviceText, severity: UInt8)
}

extension DeviceText {
    init<let width: Int>(_ text: FixedText<width>) {
        var bytes: [UInt8] = []
        text.append(to: &bytes)
        self.init(bytes.span)
    }
}
