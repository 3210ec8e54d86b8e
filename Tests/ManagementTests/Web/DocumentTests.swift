// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups
import Logging
import Records
import StillAppliance
import Testing

@testable import Management

@Suite struct `The API's document` {
    @Test func `has every route, and every path in it is one`() async throws {
        try await withEveryRoute { site in
            let served = site.routes.filter { !$0.isPage && $0.path != "/static/{name}" }
            let lacking = served.filter { $0.operation == nil }.map { "\($0.method) \($0.path)" }
            #expect(lacking.isEmpty, "say in Document/Operations what these do; see Route.swift")
            let told = try #require(Self.document(of: site)["paths"])
            #expect(Set(Self.operations(told)) == Set(served.map { "\($0.method) \($0.path)".lowercased() }))
        }
    }

    @Test func `refers to nothing that is not in it`() async throws {
        try await withEveryRoute { site in
            let document = Self.document(of: site)
            let references = Self.references(in: document)
            #expect(references.count > 20)
            for reference in references {
                let place = reference.dropFirst(2).split(separator: "/").reduce(Optional(document)) { $0?[String($1)] }
                #expect(place != nil, "\(reference)")
            }
        }
    }

    @Test func `calls each operation by a name of its own, and tells what each parameter of a path is`() async throws {
        try await withEveryRoute { site in
            let ids = site.routes.filter { $0.operation != nil }.map(\.operationID)
            #expect(Set(ids).count == ids.count)
            for route in site.routes {
                guard let operation = route.operation else { continue }
                let wanted = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                    $0.dropFirst().dropLast()
                }
                let told = operation.parameters.filter { $0.place == .path }.map(\.name)
                #expect(wanted.map(String.init) == told, "\(route.path)")
            }
        }
    }

    @Test(arguments: [[Settings.Management.Topic](), [.status, .metrics]])
    func `says who may`(_ open: [Settings.Management.Topic]) {
        let document = Document(routes: [Route.document, .events], open: open, isSecure: true).json
        let security = document["paths"]?["/api/v1/events"]?["get"]?["security"]
        #expect(security == (open.isEmpty ? [["token": []], ["session": []]] : []))
        #expect(document["components"]?["securitySchemes"]?["session"]?["name"] == "__Host-gnomon")
    }

    @Test func `is read by who may read the status`() async throws {
        try await withAdmin { admin, _ in
            try await Visitor(port: admin.port).expect(401, "GET", "/api/v1/openapi.json")
            let told = try await admin.ask("GET", "/api/v1/openapi.json")
            #expect(told.status == 200 && told.header("content-type") == "application/json")
            #expect(try ReportJSON.read(JSONTree.self, from: told.body.utf8)["openapi"] == "3.1.0")
        }
        try await withHTTP(.locked) { port in
            try await Visitor(port: port).expect(200, "GET", "/api/v1/openapi.json")
        }
    }

    private static func document(of site: Site) -> JSONTree {
        Document(routes: site.routes, open: site.settings.open, isSecure: false).json
    }

    private static func operations(_ paths: JSONTree) -> [String] {
        guard case .object(let paths) = paths else { return [] }
        return paths.flatMap { path, item -> [String] in
            guard case .object(let methods) = item else { return [] }
            return methods.keys.map { "\($0) \(path)".lowercased() }
        }
    }

    private static func references(in tree: JSONTree) -> Set<String> {
        switch tree {
        case .object(let members):
            members.reduce(into: []) { all, member in
                if member.key == "$ref", case .text(let text) = member.value { all.insert(text) }
                all.formUnion(references(in: member.value))
            }
        case .list(let items): items.reduce(into: []) { $0.formUnion(references(in: $1)) }
        default: []
        }
    }
}

/// A site with all that an appliance serves.
func withEveryRoute(_ body: @Sendable @escaping (Site) async throws -> Void) async throws {
    try await withFolder { folder in
        var settings = Settings(defaultsFor: .simulated)
        settings.journal.database = folder + "/records.sqlite"
        let view = StillAppliance(.locked)
        let house = House(
            view: view, settings: settings,
            backing: Backing(alarms: AlarmBook(rules: AlarmRules()), live: [], file: nil), log: quiet)
        let gate = Gate(book: nil, settings: settings.management, view: view)
        let restorer = Restorer(store: house.store, parts: [])
        try await body(
            Site(
                view: view, settings: settings.management, gate: gate,
                pages: house.pages(behind: gate, certificates: nil),
                extra: house.routes(restorer, house.desk(behind: gate, restorer)), log: quiet))
        await house.records.close()
    }
}
