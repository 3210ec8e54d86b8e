// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// All that management can tell of one port and its clock, at one moment.
public struct ManagementView: Sendable {
    public var settings: PortSettings
    public var facts: PortFacts
    /// What our clock shows.
    public var shown: TAIInstant
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
        settings: PortSettings, facts: PortFacts, shown: TAIInstant, portCount: UInt16, interface: String,
        hardwareAddress: MACAddress, address: MessageAddress, clockIndex: Int32? = nil, texts: ManagementTexts
    ) {
        (self.settings, self.facts, self.shown, self.portCount) = (settings, facts, shown, portCount)
        (self.interface, self.hardwareAddress, self.address) = (interface, hardwareAddress, address)
        (self.clockIndex, self.texts) = (clockIndex, texts)
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
