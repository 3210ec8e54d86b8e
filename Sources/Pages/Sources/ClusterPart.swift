// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Who else serves the time beside this server, and whose time clients are told.
enum ClusterPart {
    static func section(_ cluster: StatusReport.Cluster?, _ ntp: StatusReport.NTP) -> HTML {
        "\(cluster.html(standing))\(networks(ntp))"
    }

    private static func standing(_ cluster: StatusReport.Cluster) -> HTML {
        """
        <section class="card" id="cluster" aria-labelledby="cluster-heading"><h2 id="cluster-heading">Cluster</h2>
        <p>NTP clients are told: \(cluster.phrase).</p>
        \(cluster.peers.isEmpty ? "" : table(cluster))
        </section>
        """
    }

    private static func table(_ cluster: StatusReport.Cluster) -> HTML {
        let heads = ["Server", "Part", "St", "Reach", "Offset", "±", "In words"]
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="The cluster's other servers">\
            <table class="figures"><caption>\(Figures.count(cluster.peers.count, of: "other server"))</caption>\
            <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>\
            <tbody>\(cluster.peers.map { row($0, in: cluster) })</tbody></table></div>
            """
    }

    private static func row(_ peer: StatusReport.Cluster.Peer, in cluster: StatusReport.Cluster) -> HTML {
        let leads = peer.address == cluster.server
        let figures: [String] = [
            leads ? "leads" : peer.unfit == nil ? "can be followed" : "–", peer.stratum.map(String.init) ?? "–",
            String(peer.reach, radix: 8), peer.offsetNs.map { Figures.offset(nanoseconds: $0) } ?? "–",
            peer.boundNs.map { Figures.duration(nanoseconds: $0) } ?? "–",
        ]
        return """
            <tr\(leads.html(" class=\"chosen\""))><th scope="row" class="figure">\(peer.address)</th>\
            \(figures.map { "<td>\($0)</td>" as HTML })<td class="words">\(peer.unfit ?? "")</td></tr>

            """
    }

    /// Those that are told the time unasked, and where clients look for servers.
    private static func networks(_ ntp: StatusReport.NTP) -> HTML {
        guard !(ntp.broadcasts.isEmpty && ntp.manycast.isEmpty) else { return "" }
        let told = ntp.broadcasts.map { one -> HTML in
            let fault = one.fault.map { "; the last one failed: \($0)" } ?? ""
            return pair(
                "Broadcast to \(one.to)",
                "\(Figures.count(one.sent)) sent with key \(one.key), one every \(one.everySeconds) s\(fault)")
        }
        let found = ntp.manycast.map {
            pair(
                "Manycast in \($0.group)",
                $0.isFound ? "clients find this server" : "clients do not find this server now")
        }
        return """
            <section class="card" id="networks" aria-labelledby="networks-heading">
            <h2 id="networks-heading">Networks</h2><dl class="pairs">\(told + found)</dl></section>
            """
    }

    private static func pair(_ name: String, _ text: String) -> HTML { "<dt>\(name)</dt><dd>\(text)</dd>" }
}
