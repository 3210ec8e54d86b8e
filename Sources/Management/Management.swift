// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Logging

/// The faces of the appliance that are not time itself: the HTTP API and the control socket.
///
/// They run beside the timing and serving threads and share nothing with them but ``ApplianceView``. Whatever goes
/// wrong here is logged and tried again; it never ends the program.
public struct Management: Sendable {
    private let view: any ApplianceView
    private let settings: Settings
    private let log: Logger

    public init(view: any ApplianceView, settings: Settings, log: Logger) {
        (self.view, self.settings, self.log) = (view, settings, log)
    }

    /// Serves until the task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            for address in settings.management.listen {
                let listener = HTTPListener(address: address, view: view, log: log)
                group.addTask { await Persistence(what: "HTTP on \(address)", log: log).keepUp(listener.run) }
            }
            if let path = settings.console.socket {
                let socket = ControlSocket(path: path, view: view, log: log)
                group.addTask { await Persistence(what: "the control socket \(path)", log: log).keepUp(socket.run) }
            }
        }
    }
}
