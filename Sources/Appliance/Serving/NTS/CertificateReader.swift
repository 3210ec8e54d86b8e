// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP

/// The certificate that NTS shows, read when its files have changed.
struct CertificateReader {
    /// Why there is none.
    struct Fault: Error, Hashable {
        /// For a sentence.
        let clause: String
    }

    /// The one in use.
    private(set) var context: TLSContext?
    private var files: [String] = []
    private var marks: [HostFile.Mark?] = []
    private var fault: Fault?

    /// Looks at the files, which is cheap where nothing has changed.
    /// - Returns: a context that is new; `nil`: there is no change.
    /// - Throws: why there is none, as long as nothing changes.
    mutating func look(_ named: (certificate: String, key: String)?) throws(Fault) -> TLSContext? {
        if let impediment = CryptoLibrary.impedimentOfTLS { throw Fault(clause: impediment) }
        guard let named else { throw Fault(clause: "there is no certificate: ntp.nts.certificate names one") }
        let files = [named.certificate, named.key]
        let marks = files.map { HostFile.mark(of: $0) }
        guard files != self.files || marks != self.marks else {
            if context == nil, let fault { throw fault }
            return nil
        }
        (self.files, self.marks) = (files, marks)
        do throws(Fault) {
            let made = try Self.read(named.certificate, named.key)
            (context, fault) = (made, nil)
            return made
        } catch {
            // One that is about to be replaced is no reason to show none.
            fault = error
            throw error
        }
    }

    private static func read(_ certificate: String, _ key: String) throws(Fault) -> TLSContext {
        let chain = try octets(certificate)
        let secret = key == certificate ? chain : try octets(key)
        do throws(TLSFault) {
            return try TLSContext.server(chain: chain, key: secret, application: KENegotiation.applicationProtocol)
        } catch { throw Fault(clause: "\(error.clause) (\(certificate))") }
    }

    private static func octets(_ path: String) throws(Fault) -> [UInt8] {
        do throws(HostFault) { return try HostFile.read(path).octets } catch {
            throw Fault(clause: "\(path) cannot be read (\(error.clause))")
        }
    }
}
