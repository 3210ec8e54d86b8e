// SPDX-License-Identifier: Apache-2.0

/// What can be done to the machine that the program runs on. Each of it may be refused, with a sentence.
public protocol MachineControl: Sendable {
    /// Starts the machine anew. Returns once that is on its way.
    func reboot() throws(MachineRefusal)
    /// Installs another version of the program. Returns once it is installed, or on its way.
    /// - Parameter file: the package, by its absolute path.
    func upgrade(to file: String) throws(MachineRefusal) -> UpgradeReceipt
    /// Installs the version before the last upgrade.
    func rollBack() throws(MachineRefusal) -> UpgradeReceipt
}

/// Why a machine does not do what is asked, as a sentence without its full stop.
public struct MachineRefusal: Error, Hashable, Sendable {
    public var reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// A version that takes another's place.
public struct UpgradeReceipt: Hashable, Sendable {
    /// `nil`: nothing that the package manager knows of.
    public var from: String?
    public var to: String
    /// Whether the version before can be gone back to.
    public var canRollBack: Bool
    /// Whether whoever installs it also starts the program anew; otherwise that is left to the program.
    public var restartsByItself: Bool

    public init(from: String?, to: String, canRollBack: Bool, restartsByItself: Bool) {
        (self.from, self.to) = (from, to)
        (self.canRollBack, self.restartsByItself) = (canRollBack, restartsByItself)
    }
}

/// The demonstration's: it has no machine, and leaves the one that it runs on alone.
public struct SimulatedMachine: MachineControl {
    public init() {}

    public func reboot() throws(MachineRefusal) {
        throw MachineRefusal("the simulated board has no machine to start anew; 'restart' starts the program anew")
    }

    public func upgrade(to file: String) throws(MachineRefusal) -> UpgradeReceipt { throw Self.noImages }
    public func rollBack() throws(MachineRefusal) -> UpgradeReceipt { throw Self.noImages }

    private static let noImages = MachineRefusal(
        "the simulated board has no program of its own to replace; install the package on a machine")
}
