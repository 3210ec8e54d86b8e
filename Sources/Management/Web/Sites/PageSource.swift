// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance

/// Pages for people and what they load, as octets: who draws them need not know HTTP, and who serves them need not know
/// what they look like.
protocol PageSource: Sendable {
    /// Every page there is.
    var pages: [PageEntry] { get }
    /// What lies below `/static/`, by name.
    func file(named name: String) -> PageFile?
    /// The page of an entry of ``pages``. May be called on any thread, many at once.
    func page(at path: String, for visit: PageVisit) async throws -> PageFile
}

/// A page and who may see it.
struct PageEntry: Sendable {
    /// Such as `/sky`.
    var path: String
    var access: Access
}

/// Octets with their media type.
struct PageFile: Sendable {
    var type: String
    var bytes: [UInt8]
}

/// Who looks at a page, and what they asked for.
struct PageVisit: Sendable {
    /// `nil`: nobody has logged in.
    var principal: Principal?
    /// What scripts must send with what changes something; `nil` without a session.
    var csrf: String?
    /// What follows the `?`, decoded.
    var query: [String: String]
    /// No user is there yet: the first must be made at `/setup`.
    var isNew: Bool
}

/// Where there are no pages: what the API has, in plain words.
struct PlainIndex: PageSource {
    var pages: [PageEntry] { [PageEntry(path: "/", access: .open)] }

    func file(named name: String) -> PageFile? { nil }

    func page(at path: String, for visit: PageVisit) -> PageFile {
        PageFile(type: "text/plain; charset=utf-8", bytes: Array(Self.text.utf8))
    }

    private static let text = """
        Gnomon \(Version.text), a time server.

        /api/v1/status      what the time is worth, and why
        /api/v1/satellites  what the receiver sees
        /api/v1/sources     what the time comes from
        /api/v1/alarms      what wants attention
        /api/v1/events      the status each second, as server-sent events
        /api/v1/openapi.json  all of the API, described (OpenAPI 3.1)
        /health/live        200 while the program runs
        /health/ready       200 while the time served is within its bound, 503 otherwise
        /metrics            OpenMetrics

        """
}
