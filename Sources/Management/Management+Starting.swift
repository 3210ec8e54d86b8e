// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials
import Logging

extension Management {
    /// The users; where their file is damaged, nobody can log in and all else goes on.
    func makeGate(telling tell: @escaping @Sendable (LoginEvent) -> Void) -> Gate {
        let (web, log) = (settings.management, self.log)
        guard let path = web.users else { return Gate(book: nil, settings: web, view: view) }
        do {
            try SocketFile.makeFolder(of: path)
            let book = try AccountBook(path: path)
            if let token = book.setupToken { SetupNote.write(token, beside: path, log: log) }
            return Gate(
                book: book, settings: web, view: view,
                onLogin: { event in
                    log.log(level: event.isGood ? .info : .warning, "\(event.text)")
                    tell(event)
                })
        } catch {
            log.error("nobody can log in", metadata: ["reason": "\(error)"])
            return Gate(book: nil, closed: "nobody can log in: \(error)", settings: web, view: view)
        }
    }

    /// `nil` where there is no TLS. What TLS was asked for is never served without: then this throws.
    func makeCertificates() throws -> CertificateDesk? {
        let web = settings.management
        guard web.tls.isOn else { return nil }
        if let path = web.tls.certificate { try? SocketFile.makeFolder(of: path) }
        return try CertificateDesk(
            files: web.tls, listening: web.listen, host: ProcessInfo.processInfo.hostName, log: log)
    }

    /// Where NTS is to show the page's certificate, and the page has no TLS that would have made one.
    func makeCertificateOfNTS() {
        guard let path = settings.ownNTSCertificate else { return }
        do {
            try SocketFile.makeFolder(of: path)
            _ = try CertificateDesk(
                files: settings.management.tls, listening: settings.ntp.nts.listen,
                host: ProcessInfo.processInfo.hostName, log: log)
        } catch {
            log.error("there is no certificate for NTS", metadata: ["reason": "\(error)"])
        }
    }

    /// Writes down now and then when tokens were used.
    func keepUse(of gate: Gate) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(3600))
            try? gate.book?.keepUse()
        }
    }
}

extension LoginEvent {
    fileprivate var isGood: Bool {
        if case .loggedIn = kind { return true }
        return false
    }
}
