// SPDX-License-Identifier: Apache-2.0

public import LinuxBoard

/// What of the machine and the program itself commands are carried out with.
public struct MachineMeans: Sendable {
    public var control: any MachineControl = SimulatedMachine()
    /// Has the program end and start anew, once who asked for it has the answer; `nil`: nobody would start it.
    public var restart: (@Sendable () -> Void)?
    /// Leaves the wish that all be as on the first day to the next start; `nil`: there is nothing that is kept.
    public var forget: (@Sendable (_ backupsToo: Bool) throws -> Void)?
    /// Everything that is measured, as Prometheus reads it.
    public var metrics: @Sendable () async -> String = { "" }
    /// The last lines of the log, the oldest first.
    public var log: @Sendable () -> [String] = { [] }
    /// Where support bundles are put.
    public var bundles: String?

    public init() {}
}
