// SPDX-License-Identifier: Apache-2.0

import Appliance
import Compatibility
import Logging

/// What answers the tools of other time servers, beside NTP's own sockets.
struct Tools: Sendable {
    let chronyc: ChronycService
    let gpsd: GPSDService

    init(_ settings: Settings.Compatibility, view: any ApplianceView, log: Logger) {
        chronyc = ChronycService(settings, view: view, log: log) { try SocketFile.makeFolder(of: $0) }
        gpsd = GPSDService(view: view, admitting: settings.admits)
    }

    /// What they did, by tool and by what became of it.
    var metrics: MetricFamily {
        let facts = chronyc.facts
        let asked = [NamedCount("answered", facts.answered)] + facts.refused
        let samples = [("chronyc", asked), ("gpsd", gpsd.counts)].flatMap { tool, counts in
            counts.map { MetricFamily.Sample(["tool": tool, "outcome": $0.name], Double($0.count)) }
        }
        return MetricFamily(
            "gnomon_tool_requests", .counter, "What tools of other time servers asked, by what became of it.", samples)
    }
}

extension Management {
    /// Speaks chronyc's and gpsd's protocols wherever they are to be spoken.
    func answerTools(in group: inout TaskGroup<Void>) {
        group.addTask { [tools] in await tools.chronyc.run() }
        house.services.register("chronyc") { [tools, settings] in
            Self.chronyc(tools.chronyc.facts, settings.compatibility)
        }
        answerClientsOfGPSD(in: &group)
    }

    private static func chronyc(_ facts: CompatibilityFacts, _ settings: Settings.Compatibility) -> [ServiceFacts] {
        let speaks = "chrony's command protocol, version 6, reading only"
        guard !settings.chronyc.isEmpty else {
            return [ServiceFacts("chronyc", speaks: speaks, .off, "See compatibility.chronyc.")]
        }
        var all = settings.chronyc.map { place in
            let trouble = facts.notListening.first { $0.hasPrefix("\(place) ") }
            let isThere = facts.listening.contains(place)
            return ServiceFacts(
                "chronyc", at: "\(place)", speaks: speaks, isThere ? .serving : trouble == nil ? .configured : .failing,
                trouble ?? "")
        }
        // They are of all its places together: the first one has them.
        all[0].counts = [NamedCount("answered", facts.answered)] + facts.refused
        return all
    }

    private func answerClientsOfGPSD(in group: inout TaskGroup<Void>) {
        let addresses = settings.compatibility.gpsd
        guard !addresses.isEmpty else { return }
        group.addTask { [tools] in await tools.gpsd.tell() }
        let signs = addresses.map { _ in ServiceSign() }
        for (address, sign) in zip(addresses, signs) {
            let listener = GPSDListener(address: address, service: tools.gpsd, log: log) { _ in sign.isThere() }
            let persistence = Persistence(what: "gpsd's protocol on \(address)", log: log, sign: sign)
            group.addTask { await persistence.keepUp(listener.run) }
        }
        house.services.register("gpsd") { [tools] in
            var all = zip(addresses, signs).map { address, sign in
                ServiceFacts("gpsd", at: "\(address)", speaks: "gpsd's JSON protocol, over TCP", .configured)
                    .told(by: sign)
            }
            all[0].counts = tools.gpsd.counts
            return all
        }
    }
}
