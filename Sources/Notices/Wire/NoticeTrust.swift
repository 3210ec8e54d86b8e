// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOSSL

/// Whose signature makes a server's certificate good. Its name is always checked too, and TLS is 1.2 at least.
public enum NoticeTrust: Sendable, Hashable {
    /// The authorities that the system knows.
    case system
    /// Those of a PEM file instead.
    case file(String)

    /// Loads the authorities: some milliseconds.
    func context() throws(NoticeFault) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        configuration.shutdownTimeout = .seconds(1)
        if case .file(let path) = self { configuration.trustRoots = .file(path) }
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw .misconfigured(
                "the certificates to trust cannot be loaded: \(PlainText.oneLine("\(error)", octets: 200))")
        }
    }

    /// - Parameter host: a name goes into the handshake and is looked for in the certificate; of an address, only the
    ///   latter (RFC 6066, 3).
    static func handler(_ context: NIOSSLContext, for host: String) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }
}
