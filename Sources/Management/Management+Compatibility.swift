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
        let places = compatibility.gpsd.map { "\($0)" }
        let signs = house.services.sign(for: "gpsd", at: places, speaks: "gpsd's JSON protocol, over TCP")
        for (address, sign) in zip(compatibility.gpsd, signs) {
            let listener = GPSDListener(address: address, service: service, log: log) { _ in sign.isThere() }
            let persistence = Persistence(what: "gpsd's protocol on \(address)", log: log, sign: sign)
            group.addTask { await persistence.keepUp(listener.run) }
        }
    }
}
