// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase
import TimeKeeping

extension SourcesReport.Source {
    /// Another server.
    init(_ server: UpstreamFacts, in snapshot: ApplianceSnapshot) {
        let isFollowed = snapshot.state.phase == .fallback && server.isBest
        self.init(
            kind: server.ptp == nil ? "server" : "ptp", name: server.name, isFollowed: isFollowed,
            text: server.sentence,
            lastHeardSeconds: server.lastHeard.map { (snapshot.now - $0).realSeconds },
            offsetNs: server.offset?.realNanoseconds, jitterNs: server.jitter?.realNanoseconds)
        standing = isFollowed ? "followed" : server.unfitness == nil ? server.verdict.word : "unusable"
        address = server.endpoint.map { "\($0)" }
        if server.stratum > 0 {
            stratum = Int(server.stratum)
            referenceId = ReferenceID.text(of: server.referenceID, stratum: server.stratum)
        }
        (reach, pollSeconds) = (Int(server.reach), Double(1 << Int(min(max(server.poll, 0), 17))))
        (delayNs, uncertaintyNs) = (server.delay?.realNanoseconds, server.bound?.realNanoseconds)
        refused = server.refused
        if let facts = server.ptp { tell(facts, at: snapshot.now) }
        authentication = server.nts != nil ? "NTS" : server.key.map { "key \($0)" }
        cookies = server.nts.flatMap { $0.algorithm == nil ? nil : $0.cookies }
        (keysSeconds, keysFault) = (server.nts?.age?.realSeconds, server.nts?.failure?.clause)
    }
}

extension SourcesReport {
    /// A receiver that most sources contradict.
    static func dispute(_ upstreams: UpstreamsFacts) -> String? {
        upstreams.dispute.map { dispute in
            let side = dispute.distance < .zero ? "ahead of" : "behind"
            return "Most sources contradict the receiver, which is \(dispute.distance.magnitude.humanText) \(side) "
                + "them; it is \(dispute.isFollowed ? "followed all the same" : "not followed")."
        }
    }
}
