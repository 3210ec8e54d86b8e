// SPDX-License-Identifier: Apache-2.0

/// Whose TLV it is, and which of theirs (IEEE 1588-2019, 14.3.2): the first six octets of an organisation's value.
public struct OrganizationExtension: Hashable, Sendable, BitwiseCopyable {
    /// The organisation's number, 24 bits.
    public var organization: UInt32
    /// Its own number of the TLV, 24 bits.
    public var subtype: UInt32

    public init(organization: UInt32, subtype: UInt32) { (self.organization, self.subtype) = (organization, subtype) }

    /// `nil` where the TLV is no organisation's.
    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type.isOrganizations, tlv.count >= 6 else { return nil }
        (organization, subtype) = (message.big24(tlv.offset), message.big24(tlv.offset + 3))
    }

    func write(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set24(organization, offset)
        buffer.set24(subtype, offset + 3)
    }

    /// IEEE 802.1AS-2020, 11.4.4.3, 10.6.4.3, 10.6.4.4 and 10.6.4.5.
    static let followUpInformation = OrganizationExtension(organization: 0x0080C2, subtype: 1)
    static let messageIntervalRequest = OrganizationExtension(organization: 0x0080C2, subtype: 2)
    static let gPTPCapable = OrganizationExtension(organization: 0x0080C2, subtype: 4)
    /// IEEE C37.238-2011 and -2017.
    static let power2011 = OrganizationExtension(organization: 0x1C129D, subtype: 1)
    static let power2017 = OrganizationExtension(organization: 0x1C129D, subtype: 2)
    /// SMPTE ST 2059-2.
    static let synchronizationMetadata = OrganizationExtension(organization: 0x6897E8, subtype: 1)
}

/// A TLV of an organisation, of one fixed length.
public protocol OrganizationTLV: WireTLV, BitwiseCopyable {
    static var identity: OrganizationExtension { get }
    /// Octets of the value, the six of ``OrganizationExtension`` included.
    static var count: Int { get }

    init(checked message: Span<UInt8>, _ offset: Int)
    /// Writes the octets from the seventh on.
    func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int)
}

extension OrganizationTLV {
    public var count: Int { Self.count }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count == Self.count,
            OrganizationExtension(message, tlv) == Self.identity
        else { return nil }
        self.init(checked: message, tlv.offset + 6)
    }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        Self.identity.write(into: &buffer, at: offset)
        writeData(into: &buffer, at: offset + 6)
    }
}
