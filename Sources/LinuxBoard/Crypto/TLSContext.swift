// SPDX-License-Identifier: Apache-2.0

import CLibcrypto
import Glibc
public import NTP

/// What TLS connections of one kind are made with: version 1.3 only, one application protocol, a certificate or a trust.
@safe public final class TLSContext: Sendable {
    /// Once made it never changes, and OpenSSL guards what it counts in it.
    private nonisolated(unsafe) let raw: OpaquePointer

    private init(_ raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe clibcrypto_tls_free(raw) }

    /// For a server.
    ///
    /// - Parameters:
    ///   - chain: its certificate and then those that vouch for it, PEM; other blocks are passed over.
    ///   - key: its private key, PEM, without a pass phrase; other blocks are passed over.
    ///   - application: the protocol that a client must name.
    public static func server(chain: [UInt8], key: [UInt8], application: String) throws(TLSFault) -> TLSContext {
        var made: OpaquePointer?
        let result = unsafe chain.withUnsafeBytes { chain in
            unsafe key.withUnsafeBytes { key in
                unsafe clibcrypto_tls_server(
                    chain.bindMemory(to: CChar.self).baseAddress, chain.count,
                    key.bindMemory(to: CChar.self).baseAddress, key.count, application, &made)
            }
        }
        guard result == 0, let made = unsafe made else { throw TLSFault(result) }
        return unsafe TLSContext(made)
    }

    /// For a client.
    /// - Parameter trusted: the PEM file of the certificates that are trusted; `nil`: the system's.
    public static func client(trusting trusted: String?, application: String) throws(TLSFault) -> TLSContext {
        var made: OpaquePointer?
        let result =
            if let trusted {
                unsafe clibcrypto_tls_client(trusted, application, &made)
            } else {
                unsafe clibcrypto_tls_client(nil, application, &made)
            }
        guard result == 0, let made = unsafe made else { throw TLSFault(result) }
        return unsafe TLSContext(made)
    }

    /// The server's end of a connection; `nil` where there is no memory.
    public func accept() -> TLSSession? {
        guard let session = unsafe clibcrypto_session_accept(raw) else { return nil }
        return unsafe TLSSession(session, of: self)
    }

    /// With what a certificate's dates are compared.
    public enum Dating: Hashable, Sendable {
        /// The system's clock.
        case systemClock
        /// This time, in seconds since 1970, UTC.
        case at(Int64)
        /// With nothing: it may have expired.
        case none
    }

    /// A client's end.
    /// - Parameter host: the name or address that the server's certificate must be of.
    public func connect(to host: String, dating: Dating = .systemClock) -> TLSSession? {
        guard let session = unsafe clibcrypto_session_connect(raw, host) else { return nil }
        switch dating {
        case .systemClock: break
        case .at(let seconds): unsafe clibcrypto_session_date(session, seconds)
        case .none: unsafe clibcrypto_session_undated(session)
        }
        return unsafe TLSSession(session, of: self)
    }
}

/// Why there can be no TLS.
public enum TLSFault: Error, Hashable, Sendable {
    case libraryMissing
    case certificate
    case key
    case notTogether
    case trust
    case failed(errno: Int32)

    init(_ result: Int32) {
        switch result {
        case -ELIBACC: self = .libraryMissing
        case Int32(CLIBCRYPTO_BAD_CERTIFICATE): self = .certificate
        case Int32(CLIBCRYPTO_BAD_KEY): self = .key
        case Int32(CLIBCRYPTO_NO_MATCH): self = .notTogether
        case Int32(CLIBCRYPTO_BAD_TRUST): self = .trust
        default: self = .failed(errno: -result)
        }
    }

    /// For a sentence.
    public var clause: String {
        switch self {
        case .libraryMissing: "the library libssl.so.3 is not installed"
        case .certificate: "the certificate cannot be read"
        case .key: "the private key cannot be read, or has a pass phrase"
        case .notTogether: "certificate and key do not belong together"
        case .trust: "the trusted certificates cannot be read"
        case .failed(let number): HostFault(errno: number).clause
        }
    }
}

/// One end of a TLS connection: takes in the network's octets and gives out its own, and so waits for nothing. One
/// thread at a time.
@safe public final class TLSSession {
    private let raw: OpaquePointer
    private let context: TLSContext

    init(_ raw: OpaquePointer, of context: TLSContext) {
        unsafe self.raw = raw
        self.context = context
    }

    deinit { unsafe clibcrypto_session_free(raw) }

    /// How far something has come.
    public enum Progress: Hashable, Sendable {
        case done
        /// More octets of the network are needed.
        case waiting
        /// The other side has ended properly.
        case ended
        /// In OpenSSL's words; may be empty.
        case failed(String)
    }

    /// Takes in octets from the network.
    public func feed(_ octets: ArraySlice<UInt8>) -> Bool {
        if octets.isEmpty { return true }
        return unsafe octets.withUnsafeBufferPointer {
            unsafe clibcrypto_session_feed(raw, $0.baseAddress, $0.count) == 0
        }
    }

    /// What is to be sent by now.
    public func drain() -> [UInt8] {
        var (all, piece): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4_096))
        while true {
            let count = unsafe piece.withUnsafeMutableBufferPointer {
                unsafe clibcrypto_session_drain(raw, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return all }
            all += piece[..<Int(count)]
        }
    }

    /// Goes on with the handshake; done once the application protocol is agreed upon.
    public func shake() -> Progress { progress(unsafe clibcrypto_session_shake(raw)) }

    /// Reads what the other side has said by now, after the handshake.
    public func read(into said: inout [UInt8]) -> Progress {
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe piece.withUnsafeMutableBufferPointer {
                unsafe clibcrypto_session_read(raw, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return progress(count) }
            said += piece[..<Int(count)]
        }
    }

    /// Says something; what is to be sent for it, ``drain()`` gives.
    public func write(_ octets: [UInt8]) -> Bool {
        unsafe octets.withUnsafeBufferPointer { unsafe clibcrypto_session_write(raw, $0.baseAddress, $0.count) == 0 }
    }

    /// Says that nothing more comes.
    public func end() { unsafe clibcrypto_session_end(raw) }

    /// A secret that both sides have, by RFC 5705; `nil` where there is none.
    public func export(label: String, context: [UInt8], count: Int) -> [UInt8]? {
        var secret = [UInt8](repeating: 0, count: count)
        let result = unsafe secret.withUnsafeMutableBufferPointer { secret in
            unsafe context.withUnsafeBufferPointer { context in
                unsafe clibcrypto_session_export(
                    raw, label, context.baseAddress, context.count, secret.baseAddress, secret.count)
            }
        }
        return result == 0 ? secret : nil
    }

    private func progress(_ result: Int32) -> Progress {
        switch result {
        case 1...: return .done
        case 0: return .waiting
        case -ECONNRESET: return .ended
        default: return .failed(why)
        }
    }

    /// What is wrong with the other side's certificate; `nil`: nothing is, or none has come. After a handshake has failed.
    public var flaw: CertificateFlaw? {
        var text = [CChar](repeating: 0, count: 128)
        let found = unsafe text.withUnsafeMutableBufferPointer {
            unsafe clibcrypto_session_flaw(raw, $0.baseAddress, $0.count)
        }
        return switch UInt32(bitPattern: found) {
        case CLIBCRYPTO_FLAWLESS.rawValue: nil
        case CLIBCRYPTO_EXPIRED.rawValue: .expired
        case CLIBCRYPTO_NOT_YET_VALID.rawValue: .notYetValid
        case CLIBCRYPTO_OTHER_NAME.rawValue: .name
        case CLIBCRYPTO_UNTRUSTED.rawValue: .untrusted
        default: .other(Self.string(text))
        }
    }

    private var why: String {
        var text = [CChar](repeating: 0, count: 128)
        unsafe text.withUnsafeMutableBufferPointer { unsafe clibcrypto_why(raw, $0.baseAddress, $0.count) }
        return Self.string(text)
    }

    private static func string(_ text: [CChar]) -> String {
        let octets = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: octets, as: UTF8.self)
    }
}
