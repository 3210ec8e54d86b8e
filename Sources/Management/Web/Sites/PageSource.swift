// SPDX-License-Identifier: Apache-2.0

import Accounts
import Hummingbird

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
    /// The same bytes, the same tag, quoted as in `ETag`; `nil` for what changes at each look.
    var tag: String?
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

/// An API without pages.
struct NoPages: PageSource {
    var pages: [PageEntry] { [] }
    func file(named name: String) -> PageFile? { nil }
    func page(at path: String, for visit: PageVisit) throws -> PageFile { throw HTTPError(.notFound) }
}
