// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Backups
import Hummingbird
import Operations

extension Route {
    /// The configuration: looked at, checked, tried, confirmed, undone.
    static func config(_ restorer: Restorer) -> [Route] {
        let (store, most) = (restorer.store, 262_144)
        return [
            Route(.get, "/api/v1/config", .admin, .config) {
                let now = $0.settingsMoment
                return try Answer.json(ConfigReport(store.state(at: now), store.candidate(at: now)))
            },
            Route(.post, "/api/v1/config/check", .admin, .checkConfig, largestBody: most) { visit in
                let check = store.check(try await visit.body())
                return try Answer.json(CheckReport(faults: check.faults.map(FaultReport.init), changes: check.changes))
            },
            Route(.put, "/api/v1/config", .admin, .putConfig, largestBody: most) { visit in
                try propose(try await visit.body(), to: store, ifVersion: try visit.version, for: visit)
            },
            Route(.post, "/api/v1/config/confirm", .admin, .confirmConfig) { visit in
                try keep(what: restorer, for: visit)
                return visit.isForm ? Answer.see("/settings") : try report(store, visit)
            },
            Route(.post, "/api/v1/config/rollback", .admin, .rollBackConfig) { visit in
                try settle { () throws(EditRefusal) in try store.rollBack(by: visit.author, at: visit.settingsMoment) }
                restorer.settle(at: visit.settingsMoment)
                return visit.isForm ? Answer.see("/settings") : try report(store, visit)
            },
        ] + versions(of: store)
    }

    private static func keep(what restorer: Restorer, for visit: Visit) throws {
        do throws(BackupFault) {
            let parts = try restorer.confirm(by: visit.author, at: visit.settingsMoment)
            if !parts.isEmpty { visit.tell("kept from a backup: \(parts.joined(separator: ", "))") }
        } catch { throw error.asHTTP }
    }

    private static func report(_ store: SettingsStore, _ visit: Visit) throws -> Response {
        try Answer.json(ConfigReport(store.state(at: visit.settingsMoment)))
    }

    private static func versions(of store: SettingsStore) -> [Route] {
        [
            Route(.get, "/api/v1/config/versions", .admin, .configVersions) { _ in
                let versions = try settle { () throws(EditRefusal) in try store.versions() }
                return try Answer.json(["versions": versions.map(VersionReport.init)])
            },
            Route(.get, "/api/v1/config/versions/{number}", .admin, .configVersion) { visit in
                let number = try visit.number
                let text = try settle { () throws(EditRefusal) in try store.text(ofVersion: number) }
                return Answer.file(PageFile(type: "application/yaml", bytes: text))
            },
            Route(.post, "/api/v1/config/versions/{number}/restore", .admin, .restoreConfig) { visit in
                let number = try visit.number
                let text = try settle { () throws(EditRefusal) in try store.text(ofVersion: number) }
                return try propose(text, to: store, ifVersion: nil, comment: "version \(number) restored", for: visit)
            },
        ]
    }

    private static func propose(
        _ text: [UInt8], to store: SettingsStore, ifVersion: Int?, comment: String = "", for visit: Visit
    ) throws -> Response {
        let seconds = try QueryNumber.read("confirm", in: visit.query, among: 1...3600)
        let proposal = SettingsProposal(
            text: text, by: visit.author, ifVersion: ifVersion, confirmWithin: seconds.map { .seconds($0) },
            comment: visit.query["comment"] ?? comment)
        let state: SettingsState
        do throws(EditRefusal) { state = try store.propose(proposal, at: visit.settingsMoment) } catch .faults(
            let faults)
        {
            return try Answer.json(
                FaultsProblem(faults), status: .unprocessableContent, type: "application/problem+json")
        } catch { throw error.asHTTP }
        return try Answer.json(ConfigReport(state))
    }

    private static func settle<Result>(_ act: () throws(EditRefusal) -> Result) throws -> Result {
        do throws(EditRefusal) { return try act() } catch { throw error.asHTTP }
    }
}

extension Visit {
    /// Now, as settings count it.
    var settingsMoment: SettingsMoment { SettingsMoment(site.view.snapshot) }

    var author: SettingsAuthor {
        SettingsAuthor(who: principal?.who ?? "nobody", from: source.description)
    }

    fileprivate var number: Int {
        get throws {
            guard let number = Int(try part("number")), number > 0 else { throw HTTPError(.notFound) }
            return number
        }
    }

    /// `If-Match: 7`, with or without quotes.
    fileprivate var version: Int? {
        get throws {
            guard let text = request.headers[.ifMatch], text != "*" else { return nil }
            guard let number = Int(text.filter { $0 != "\"" }) else {
                throw HTTPError(.badRequest, message: "If-Match must be a version's number")
            }
            return number
        }
    }
}

extension EditRefusal {
    var asHTTP: HTTPError {
        let status: HTTPResponse.Status =
            switch self {
            case .faults: .unprocessableContent
            case .conflict: .preconditionFailed
            case .changePending, .nothingPending, .unchanged: .conflict
            case .noSuchVersion: .notFound
            case .badDeadline: .badRequest
            case .storage: .init(code: 507, reasonPhrase: "Insufficient Storage")
            }
        return HTTPError(status, message: description)
    }
}
