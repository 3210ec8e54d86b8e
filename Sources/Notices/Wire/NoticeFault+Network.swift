// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// What the network's errors mean for a notice.
extension NoticeFault {
    init(_ error: any Error, with server: NoticeServer) {
        self =
            switch error {
            case let fault as NoticeFault: fault
            case let error as NIOConnectionError: Self.unconnected(error, server)
            case ChannelError.connectTimeout: .unreachable("\(server) does not answer")
            case let error as IOError: .unreachable("\(server): \(Self.words(error))")
            case NIOSSLError.uncleanShutdown: .unreachable("\(server) hung up")
            case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: Self.untrusted(error, server)
            default: .unreachable("\(server): \(PlainText.oneLine("\(error)", octets: 200))")
            }
    }

    private static func unconnected(_ error: NIOConnectionError, _ server: NoticeServer) -> NoticeFault {
        if let last = error.connectionErrors.last { return NoticeFault(last.error, with: server) }
        return .unreachable("the name \(server.host) has no address, or the name service does not answer")
    }

    private static func untrusted(_ error: any Error, _ server: NoticeServer) -> NoticeFault {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return .insecure("the certificate of \(server) is not of an authority that is trusted, or not valid now")
        }
        if let extra = error as? NIOSSLExtraError, extra == .failedToValidateHostname {
            return .insecure("the certificate of \(server) is not for that name")
        }
        return .insecure("no TLS with \(server): \(PlainText.oneLine(text, octets: 200))")
    }

    /// "Connection refused" of "read: Connection refused (errno: 111)"
    private static func words(_ error: IOError) -> String {
        let text = error.description.split(separator: " (errno").first?.split(separator: ": ").last ?? "\(error)"
        return PlainText.oneLine(String(text.prefix { $0 != ")" }), octets: 200)
    }
}
