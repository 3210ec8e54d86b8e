// SPDX-License-Identifier: Apache-2.0

import Appliance
import Compatibility

extension Management {
    /// Speaks gpsd's protocol wherever it is to be spoken.
    func answerClientsOfGPSD(in group: inout TaskGroup<Void>) {
        let compatibility = settings.compatibility
        guard !compatibility.gpsd.isEmpty else { return }
        let service = GPSDService(view: view, admitting: compatibility.admits)
        group.addTask { await service.tell() }
        for address in compatibility.gpsd {
            let listener = GPSDListener(address: address, service: service, log: log)
            let persistence = Persistence(what: "gpsd's protocol on \(address)", log: log)
            group.addTask { await persistence.keepUp(listener.run) }
        }
    }
}
