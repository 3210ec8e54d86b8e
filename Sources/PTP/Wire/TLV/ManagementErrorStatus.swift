// SPDX-License-Identifier: Apache-2.0

/// Why a management message was not obeyed (IEEE 1588-2019, table 109).
public enum ManagementError: UInt16, Error, Sendable, BitwiseCopyable, CaseIterable {
    case responseTooBig = 1
    case noSuchID = 2
    case wrongLength = 3
    case wrongValue = 4
    case notSetable = 5
    case notSupported = 6
    case general = 0xFFFE
}

/// The answer to a management message that was not obeyed (15.5.4).
public struct ManagementErrorStatus: WireTLV {
    public static let type = TLVType.managementErrorStatus

    /// One of ``ManagementError``, or another number.
    public var error: UInt16
    public var id: ManagementID
    /// A word to the operator; empty: none.
    public var displayData: PTPText

    public init(_ error: ManagementError, of id: ManagementID, displayData: String = "") {
        (self.error, self.id, self.displayData) = (error.rawValue, id, PTPText(displayData))
    }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count >= 8 else { return nil }
        error = message.big16(tlv.offset)
        id = ManagementID(rawValue: message.big16(tlv.offset + 2))
        displayData = PTPText("")
        guard tlv.count > 8 else { return }
        guard let text = PTPText(message, at: tlv.offset + 8, end: tlv.end) else { return nil }
        displayData = text
    }

    public var count: Int { displayData.octets.isEmpty ? 8 : (8 + displayData.count + 1) & ~1 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set(error, offset)
        buffer.set(id.rawValue, offset + 2)
        buffer.clear(offset + 4..<offset + count)
        if !displayData.octets.isEmpty { _ = displayData.write(into: &buffer, at: offset + 8) }
    }
}
