// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import PTP

extension Settings {
    /// What the command line asks for. Without a file named, the simulated board takes none, and a real one takes
    /// the system's if there is one.
    public static func load(file: String?, board: Board.Kind?, seed: UInt64?) throws(SettingsFaults) -> Settings {
        var settings: Settings
        if let file = file ?? (board == .simulated ? nil : installedFile) {
            settings = try Settings(file: file, board: board)
        } else {
            settings = Settings(defaultsFor: board ?? .linux)
        }
        if let seed { settings.board.seed = seed }
        return settings
    }

    private static var installedFile: String? { unsafe access(systemFile, F_OK) == 0 ? systemFile : nil }

    /// Where a running appliance is looked for: where it is told, else `GNOMON_SOCKET`, else the system's socket, or
    /// the demonstration's where only that is there.
    public static func socket(named path: String?) -> String {
        if let path = path ?? RuntimeFolder.environment("GNOMON_SOCKET") { return path }
        let demonstration = RuntimeFolder.path + "/control.sock"
        let isOnlyDemonstration = unsafe access(systemSocket, F_OK) != 0 && access(demonstration, F_OK) == 0
        return isOnlyDemonstration ? demonstration : systemSocket
    }

    /// Where its console is looked for: beside that socket.
    public static func consoleSocket(named path: String?) -> String {
        Console(socket: socket(named: path)).sessionSocket ?? ""
    }

    /// A few lines that say what is in force.
    public var summary: String {
        var rows: [(String, String)] = [
            ("board", board.kind == .simulated ? "simulated, seed \(board.seed)" : "linux"),
            (
                "receiver",
                receiver.device.map { "\($0), \(receiver.baud.map { "\($0)" } ?? "any") baud" } ?? receiverName
            ),
            ("pulse", pulseName ?? "none"),
            ("clock", clockName),
            ("ntp", ntp.places),
            ("http", management.listen.isEmpty ? "off" : management.listen.map(\.description).joined(separator: ", ")),
            ("control", console.socket ?? "off"),
        ]
        if !ntp.nts.listen.isEmpty {
            let places = ntp.nts.listen.map(\.description).joined(separator: ", ")
            rows.insert(("nts", places), at: rows.count - 2)
        }
        if !ptp.ports.isEmpty {
            let names = ptp.ports.map { "\($0.interface) (\($0.profile.rawValue) over \($0.transport))" }
            rows.insert(("ptp", names.joined(separator: ", ")), at: rows.count - 2)
        }
        var sheet = TextSheet(TextStyle(columns: 1000))
        sheet.pairs(rows)
        return sheet.text + "\n"
    }
}
