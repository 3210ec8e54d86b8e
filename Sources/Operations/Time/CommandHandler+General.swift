// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board

extension CommandHandler {
    static let general: [CommandHandler] = [
        .look("version") { _ in VersionReport() },
        .report("help") { call, caller, _ in try HelpReport(of: call["command"], for: caller.level) },
        .report("reacquire") { _, _, means in
            try means.view.ask(.reacquire)
            return DoneReport(done: "The second is being found anew.")
        },
        .report("scene") { call, _, means in try play(call["name"] ?? "", by: means.view) },
    ]

    private static func play(_ name: String, by view: any ApplianceView) throws(CommandRefusal) -> DoneReport {
        let scenes = view.scenes
        guard !scenes.isEmpty else { throw CommandRefusal(.unavailable, "only the simulated board plays scenes") }
        guard scenes.contains(name) else {
            throw CommandRefusal(
                .usage, "there is no scene \(quoted(name)); there are \(scenes.joined(separator: ", "))")
        }
        try view.play(scene: name)
        return DoneReport(done: "The scene \(name) is played.")
    }
}
