// SPDX-License-Identifier: Apache-2.0

public import Board

/// What management tells of a port that the protocol has no use for: where it is, and what the clock says of itself.
public struct ManagementPlace: Hashable, Sendable {
    /// Of this clock.
    public var portCount: UInt16
    /// The interface's name, its hardware's address and the address that the port sends from.
    public var interface: String
    public var hardwareAddress: MACAddress
    public var address: MessageAddress
    /// The number of the card's clock, /dev/ptpN; `nil`: it has none.
    public var clockIndex: Int32?
    public var texts: ManagementTexts

    public init(
        portCount: UInt16, interface: String, hardwareAddress: MACAddress, address: MessageAddress,
        clockIndex: Int32? = nil, texts: ManagementTexts
    ) {
        (self.portCount, self.interface, self.hardwareAddress) = (portCount, interface, hardwareAddress)
        (self.address, self.clockIndex, self.texts) = (address, clockIndex, texts)
    }
}

/// What a clock says of itself in words (IEEE 1588-2019, 15.5.3.1.2).
public struct ManagementTexts: Hashable, Sendable {
    /// Manufacturer, model and serial number, by semicolons; at most 64 characters by rule.
    public var product: String
    /// Of hardware, firmware and software, by semicolons; at most 32 by rule.
    public var revision: String
    /// A name and a place, by a semicolon, given by people; at most 128 by rule.
    public var user: String

    public init(product: String, revision: String, user: String) {
        (self.product, self.revision, self.user) = (product, revision, user)
    }
}
