// SPDX-License-Identifier: Apache-2.0

public import PTP
public import TimeBase

/// What the PTP grandmaster does.
public struct PTPFacts: Sendable {
    /// What the appliance calls itself; `nil` until an interface has given it its name.
    public var clockIdentity: ClockIdentity?
    /// In the order of the configuration.
    public var ports: [PTPPortFacts] = []
    /// Why programs of this machine cannot ask by the socket for it; `nil`: they can, or are not meant to.
    public var socketTrouble: String?

    public init() {}
}

/// One of its ports.
public struct PTPPortFacts: Sendable {
    /// From 1.
    public var number: UInt16
    public var interface: String
    public var settings: PortSettings
    /// Why nobody is served now; `nil`: it runs.
    public var trouble: PTPTrouble?
    /// One sentence: how good the stamps are, and why they are no better.
    public var stampsText = ""
    /// What the protocol tells; `nil` before it ran for the first time.
    public var port: PortFacts?
    /// When a stamp of something sent was missed last: it came late, or never.
    public var lastStampMissed: MonotonicInstant?

    public init(number: UInt16, interface: String, settings: PortSettings) {
        (self.number, self.interface, self.settings) = (number, interface, settings)
    }

    /// Who is better, where somebody is.
    public var betterMaster: ForeignMasterFacts? {
        guard let masters = port?.foreignMasters else { return nil }
        return masters.indices.lazy.compactMap { masters[$0] }.first { $0.isBetter && $0.isQualified }
    }

    /// What it does; `faulty` while it does not run.
    public var state: PortState { trouble == nil ? port?.state ?? .initializing : .faulty }
}

/// Why a port does not run.
public struct PTPTrouble: Error, Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The interface is not there, or down.
        case noInterface
        case notPermitted
        /// Hardware timestamps are asked for and cannot be had.
        case noTimestamps
        case failed
    }

    public var kind: Kind
    /// One clause: "there is no interface eth7".
    public var clause: String

    public init(_ kind: Kind, _ clause: String) { (self.kind, self.clause) = (kind, clause) }
}

/// One who asks a port, or is served by it.
public struct PTPClientFacts: Hashable, Sendable {
    /// Of our port.
    public var port: UInt16
    public var interface: String
    public var client: ClientFacts

    public init(port: UInt16, interface: String, client: ClientFacts) {
        (self.port, self.interface, self.client) = (port, interface, client)
    }
}
