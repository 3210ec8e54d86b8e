// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups
import FoundationEssentials
import Hummingbird
import Operations
import Pages
import TimeBase

extension Route {
    /// The whole appliance as one file, and back.
    static func backup(_ restorer: Restorer) -> [Route] {
        let most = Backup.largestFile + 65_536
        return [
            Route(.post, "/api/v1/backup", .admin, .backup) { try await make(by: restorer, for: $0) },
            Route(.post, "/api/v1/restore/check", .admin, .checkRestore, largestBody: most) { visit in
                let wish = try await RestoreWish(visit)
                let preview = restorer.preview(try await wish.open(), only: wish.parts)
                let report = RestoreReport(preview)
                guard visit.isForm else { return try Answer.json(report) }
                let page = PageRenderer.restoring(RestoreFacts(preview))
                return Answer.file(PageFile(type: "text/html; charset=utf-8", bytes: Array(page.utf8)))
            },
            Route(.post, "/api/v1/restore", .admin, .restore, largestBody: most) { visit in
                let wish = try await RestoreWish(visit)
                return try begin(wish, try await wish.open(), by: restorer, for: visit)
            },
        ]
    }

    private struct BackupWish: Decodable {
        var passphrase: String
        /// The same again, as a form asks for it where no script compares them.
        var repeated: String?
    }

    private static func make(by restorer: Restorer, for visit: Visit) async throws -> Response {
        let wish = try await visit.wish(BackupWish.self)
        if let repeated = wish.repeated, repeated != wish.passphrase {
            throw HTTPError(.unprocessableContent, message: "the two passphrases differ")
        }
        let backup = try translating { () throws(BackupFault) in try restorer.backup(at: visit.settingsMoment) }
        let octets = try await sealing { () throws(BackupFault) in try backup.sealed(by: wish.passphrase) }
        visit.tell("a backup was made")
        var answer = Answer.file(PageFile(type: "application/octet-stream", bytes: octets))
        answer.headers[.contentDisposition] = "attachment; filename=\"\(name(of: backup))\""
        return answer
    }

    /// `gnomon-clock-2026-11-21.backup`.
    private static func name(of backup: Backup) -> String {
        let host = ProcessInfo.processInfo.hostName.prefix { $0 != "." }
            .filter { ($0.isLetter || $0.isNumber || $0 == "-") && $0.isASCII }
        return "gnomon-\(host)-\(UTCText.of(backup.utcMilliseconds).prefix(10)).backup"
    }

    private static func begin(
        _ wish: RestoreWish, _ backup: Backup, by restorer: Restorer, for visit: Visit
    ) throws -> Response {
        let state: SettingsState
        do throws(BackupFault) {
            state = try restorer.begin(
                backup, only: wish.parts, by: visit.author, confirmWithin: .seconds(wish.seconds),
                at: visit.settingsMoment)
        } catch .settings(.faults(let faults)) {
            guard !visit.isForm else { throw BackupFault.settings(.faults(faults)).asHTTP }
            return try Answer.json(
                FaultsProblem(faults), status: .unprocessableContent, type: "application/problem+json")
        } catch { throw error.asHTTP }
        let what = Set(backup.parts.keys).union([Restorer.settings])
            .filter { wish.parts?.contains($0) ?? true }.sorted().joined(separator: ", ")
        visit.tell("a backup of \(UTCText.of(backup.utcMilliseconds)) is on trial: \(what)")
        return visit.isForm ? Answer.see("/settings") : try Answer.json(ConfigReport(state))
    }

    private static func translating<Result>(_ act: () throws(BackupFault) -> Result) throws -> Result {
        do throws(BackupFault) { return try act() } catch { throw error.asHTTP }
    }
}

/// What a form for restoring says: `backup`, `passphrase`, `confirm` (seconds), and `part` for each part that is wanted.
private struct RestoreWish: Sendable {
    var file: [UInt8]
    var passphrase: String
    /// `nil`: all that there is.
    var parts: Set<String>?
    /// How long it is on trial.
    var seconds: Int

    init(_ visit: Visit) async throws {
        let type = visit.request.headers[.contentType] ?? ""
        guard let form = Multipart(try await visit.body(), contentType: type) else {
            throw HTTPError(
                .badRequest, message: "the file and its passphrase are to be sent as a form, multipart/form-data")
        }
        guard let file = form["backup"], !file.isEmpty else {
            throw HTTPError(.unprocessableContent, message: "'backup' is missing: choose the backup's file")
        }
        (self.file, passphrase) = (file, form.text("passphrase") ?? "")
        // A form in which no box is ticked sends the field all the same, empty.
        let boxes = form.texts("part")
        parts = boxes.isEmpty ? nil : Set(boxes.filter { !$0.isEmpty })
        if parts?.isEmpty ?? false {
            throw HTTPError(.unprocessableContent, message: "choose what of the backup is to be restored")
        }
        guard let seconds = Int(form.text("confirm") ?? "300"), (1...3600).contains(seconds) else {
            throw HTTPError(.badRequest, message: "'confirm' must be 1 to 3600 seconds")
        }
        self.seconds = seconds
    }

    func open() async throws -> Backup {
        let backup = try await sealing { () throws(BackupFault) in try Backup(opening: file, by: passphrase) }
        let known = Set(backup.parts.keys).union(Self.usual)
        if let unknown = parts?.subtracting(known).min() {
            let there = known.sorted().joined(separator: ", ")
            throw HTTPError(.unprocessableContent, message: "a backup has no part '\(unknown)'; there are \(there)")
        }
        return backup
    }

    /// Which a backup may have or not.
    private static let usual: Set = [Restorer.settings, AccountsPart.name, CertificatePart.name]
}

/// Seals or opens, and tells a fault as the API does.
private func sealing<Result: Sendable>(
    _ work: @escaping @Sendable () throws(BackupFault) -> Result
) async throws -> Result {
    do throws(BackupFault) { return try await SealingDesk.run(work) } catch { throw error.asHTTP }
}

extension BackupFault {
    /// 422 with the reason; where the settings' own trial refuses, as that does.
    var asHTTP: HTTPError {
        switch self {
        case .settings(.faults): HTTPError(.unprocessableContent, message: description)
        case .settings(let refusal): refusal.asHTTP
        default: HTTPError(.unprocessableContent, message: description)
        }
    }
}
