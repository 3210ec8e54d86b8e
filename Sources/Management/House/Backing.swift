// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What the page and the API work with beside the appliance that they show.
public struct Backing: Sendable {
    /// Watched by the management, once a second.
    public var alarms: AlarmBook
    /// Who puts changed settings in force without a restart.
    public var live: [any LiveSettings]
    /// The configuration's file; `nil`: it is kept in memory.
    public var file: String?
    /// What the command line chose; it outweighs the file.
    public var board: Settings.Board.Kind?

    public init(alarms: AlarmBook, live: [any LiveSettings], file: String?, board: Settings.Board.Kind? = nil) {
        (self.alarms, self.live, self.file, self.board) = (alarms, live, file, board)
    }
}
