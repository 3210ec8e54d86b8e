// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials
import Hummingbird
import Operations
import Pages
import Records
import TimeBase

/// The pages, fed with what the appliance, its records and its settings tell.
struct HousePages: PageSource {
    let view: any ApplianceView
    let records: RecordStore
    let oscillator: OscillatorDesk
    let store: SettingsStore
    let gate: Gate
    /// `nil` without TLS.
    let certificates: CertificateDesk?
    /// How the channels fare on which alarms go out.
    let channels: @Sendable () async -> [SettingsFacts.Channel]
    private let files: [String: StaticFile]

    init(
        view: any ApplianceView, records: RecordStore, oscillator: OscillatorDesk, store: SettingsStore, gate: Gate,
        certificates: CertificateDesk?, channels: @escaping @Sendable () async -> [SettingsFacts.Channel]
    ) {
        (self.view, self.records, self.store, self.gate, self.channels) = (view, records, store, gate, channels)
        (self.oscillator, self.certificates) = (oscillator, certificates)
        var files = StaticFile.all
        if let library = try? Data(contentsOf: URL(filePath: StaticFile.chartLibraryPath)) {
            files[StaticFile.chartLibraryName] = StaticFile.script(Array(library))
        }
        self.files = files
    }

    var pages: [PageEntry] {
        [
            PageEntry(path: "/", access: .topic(.status)), PageEntry(path: "/sky", access: .topic(.status)),
            PageEntry(path: "/clock", access: .topic(.status)), PageEntry(path: "/sources", access: .topic(.status)),
            PageEntry(path: "/ptp", access: .topic(.status)), PageEntry(path: "/clients", access: .viewer),
            PageEntry(path: "/watch", access: .topic(.status)),
            PageEntry(path: "/watch/clock", access: .topic(.status)),
            PageEntry(path: "/events", access: .viewer),
            PageEntry(path: "/settings", access: .viewer), PageEntry(path: "/login", access: .open),
            PageEntry(path: "/setup", access: .open),
        ]
    }

    func file(named name: String) -> PageFile? {
        files[name].map { PageFile(type: $0.type, bytes: $0.bytes, tag: $0.entityTag) }
    }

    func page(at path: String, for visit: PageVisit) async throws -> PageFile {
        PageFile(type: "text/html; charset=utf-8", bytes: Array(try await text(of: path, visit).utf8))
    }

    private func text(of path: String, _ visit: PageVisit) async throws -> String {
        let frame = frame(for: visit)
        switch path {
        case "/sky": return PageRenderer.sky(SkyFacts(frame.snapshot), in: frame)
        case "/clock": return PageRenderer.clock(await clockFacts(), in: frame)
        case "/ptp": return PageRenderer.ptp(PTPReport(frame.snapshot), in: frame)
        case "/clients": return PageRenderer.clients(clients(in: frame.snapshot), in: frame)
        case "/watch": return PageRenderer.watch(WatchReport(frame.snapshot), in: frame)
        case "/watch/clock":
            let (group, clock) = (visit.query["group"] ?? "", visit.query["clock"] ?? "")
            return PageRenderer.watchedClock(clock, of: group, WatchReport(frame.snapshot), in: frame)
        case "/sources": return sources(in: frame)
        case "/events": return PageRenderer.events(try await journal(visit.query), in: frame)
        case "/settings": return PageRenderer.settings(try await settings(for: visit), in: frame)
        case "/login": return PageRenderer.login(next: visit.query["next"] ?? "/")
        case "/setup": return PageRenderer.setup(asksForToken: true)
        default: return PageRenderer.overview(in: frame)
        }
    }

    private func frame(for visit: PageVisit) -> PageFrame {
        let snapshot = view.snapshot
        let pending = store.state(at: SettingsMoment(snapshot)).pending
        return PageFrame(
            snapshot: snapshot, alarms: snapshot.alarms ?? Alarm.all(in: snapshot),
            visitor: visit.principal.map { Visitor($0, csrf: visit.csrf) },
            pending: pending.map {
                PendingChange(version: $0.version.number, secondsLeft: $0.secondsLeft, by: $0.version.by.who)
            })
    }

    private func clients(in snapshot: ApplianceSnapshot) -> ClientsFacts {
        var facts = ClientsFacts(view.clients, in: snapshot)
        facts.ptp = ClientsReport([], ptp: view.ptpClients, in: snapshot, most: 200)
        return facts
    }

    private func sources(in frame: PageFrame) -> String {
        let (snapshot, status) = (frame.snapshot, StatusReport(frame.snapshot))
        let report = SourcesReport(snapshot)
        return PageRenderer.sources(
            report.sources.map(SourceRow.init), sentences: [report.dispute, report.place].compactMap(\.self),
            cluster: status.cluster, ntp: status.ntp, in: frame)
    }
}

// MARK: What needs the records

extension HousePages {
    private func journal(_ query: [String: String]) async throws -> JournalFacts {
        let filter = try JournalWish.filter(query)
        let asked = JournalFacts.Filter(
            kind: query["kind"] ?? "", severity: query["severity"] ?? "", text: query["text"] ?? "")
        let health = records.health
        let trouble = health.isWell ? nil : health.sentence
        do {
            let found = try await records.journal(filter)
            let next = found.count == filter.limit ? found.last?.id : nil
            return JournalFacts(
                entries: found.map(JournalFacts.Entry.init), filter: asked, next: next, trouble: trouble)
        } catch {
            return JournalFacts(entries: [], filter: asked, trouble: trouble ?? "\(error)")
        }
    }

    /// `nil` for those who may not see them.
    private func settings(for visit: PageVisit) async throws -> SettingsFacts? {
        guard let principal = visit.principal, principal.role == .admin else { return nil }
        let state = store.state(at: SettingsMoment(view.snapshot))
        let versions = (try? store.versions()) ?? []
        let book = gate.book
        var facts = SettingsFacts(
            text: String(decoding: state.pending?.text ?? state.text, as: UTF8.self), version: state.version,
            versions: versions.map {
                .init(
                    number: $0.number, utc: UTCText.instant($0.utcMilliseconds), by: $0.by.who, note: $0.comment)
            },
            users: book?.users.map { .init(name: $0.name, role: $0.role.rawValue) } ?? [],
            tokens: book?.tokens.map(SettingsFacts.Token.init) ?? [], channels: await channels())
        facts.routes = RoutesFacts(store.settings)
        facts.awaitingRestart = state.awaitingRestart.map(\.key)
        facts.certificate = certificates.map { CertificateFacts($0.current) }
        return facts
    }
}

// MARK: From one room's values to the other's

extension Visitor {
    init(_ principal: Principal, csrf: String?) {
        self.init(
            name: principal.who, mayOperate: principal.role >= .operating, mayAdminister: principal.role >= .admin,
            csrf: csrf ?? "")
    }
}

extension JournalFacts.Entry {
    init(_ record: JournalRecord) {
        self.init(
            id: record.id, utc: UTCText.instant(record.utcMilliseconds), kind: record.kind.rawValue,
            severity: record.severity == .info ? "notice" : record.severity.name, who: record.who, from: record.from,
            text: record.text, old: record.old, new: record.new)
    }
}

extension SettingsFacts.Token {
    init(_ token: APIToken) {
        self.init(
            id: token.label, name: token.label, role: token.role.rawValue,
            expires: token.expires.map { UTCText.instant($0 * 1000) },
            lastUsed: token.lastUsed.map { UTCText.instant($0 * 1000) })
    }
}

extension ClientsFacts {
    init(_ clients: [NTPClientFacts], in snapshot: ApplianceSnapshot, most: Int = 200) {
        let busiest = clients.sorted { ($0.perMinute ?? 0) > ($1.perMinute ?? 0) }.prefix(most)
        self.init(
            ntp: busiest.map { NTPClient($0, in: snapshot) }, ntpTotal: clients.count > most ? clients.count : nil)
    }
}

extension ClientsFacts.NTPClient {
    init(_ facts: NTPClientFacts, in snapshot: ApplianceSnapshot) {
        let refusal = facts.lastRefusal.map { NamedCount("\($0)", facts.refused) }
        self.init(
            address: "\(facts.address)", version: Int(facts.version), requests: facts.answered &+ facts.refused,
            perMinute: facts.perMinute ?? 0,
            lastSeen: snapshot.state.utc.utc(snapshot.clock.reading(at: facts.last).shown),
            authentication: facts.manner.proofName, refused: refusal.map { [$0] } ?? [])
    }
}
