// SPDX-License-Identifier: Apache-2.0

import Appliance

extension CommandHandler {
    static let receiver: [CommandHandler] = [
        .look("receiver show") { view in ReceiverReport(view) },
        .report("receiver dry-run") { _, _, means in
            ReceiverWorkReport(dryRun: true, setup: try await means.view.ask(ofReceiver: .dryRun))
        },
        .report("receiver configure") { _, _, means in
            ReceiverWorkReport(dryRun: false, setup: try await means.view.ask(ofReceiver: .configure))
        },
        .report("receiver reset") { call, _, means in
            let start = call["start"].flatMap(ReceiverWish.Start.init) ?? .hot
            _ = try await means.view.ask(ofReceiver: .reset(start))
            return DoneReport(done: start.told)
        },
        .report("calibrate cable-delay") { call, caller, means in
            try Calibration.cableDelay(call, by: caller, with: means)
        },
        .report("calibrate bias") { call, caller, means in try Calibration.bias(call, by: caller, with: means) },
    ]
}

extension ReceiverWish.Start {
    fileprivate var told: String {
        let forgets =
            switch self {
            case .hot: "keeps what it knows"
            case .warm: "forgets the satellites' orbits"
            case .cold: "forgets all that it knows of the sky, its place and the time"
            }
        return "The receiver starts anew and \(forgets); its settings stay."
    }
}
