// SPDX-License-Identifier: Apache-2.0

/// Why a certificate is not taken.
enum CertificateFault: Error, Hashable, CustomStringConvertible {
    case notPEM
    case noCertificate, noKey, severalKeys
    case unreadable(what: String)
    case encryptedKey
    case notTogether
    /// An RSA key of fewer than 2048 bits.
    case weakKey(what: String)
    /// A kind of key that no browser speaks, such as Ed25519.
    case keyOfNoBrowser(String)
    /// The certificate of this place in the chain, from 1, was not issued by the next.
    case brokenChain(Int)
    /// The certificate of this place in the chain, from 1, should stand further up.
    case outOfOrder(Int)
    case expired(at: String)
    case notYet(from: String)
    case noServer
    case refused(String)
    case file(path: String, reason: String)
    /// Another is in force until somebody confirms or undoes it.
    case onTrial
    case ownAlready

    var description: String {
        switch self {
        case .notPEM: "this is no PEM; it begins with -----BEGIN …----- and ends with -----END …-----"
        case .noCertificate: "there is no certificate in it; a block BEGIN CERTIFICATE is needed"
        case .noKey: "there is no private key in it; a block BEGIN PRIVATE KEY is needed"
        case .severalKeys: "there is more than one private key in it; give the one of the first certificate"
        case .unreadable(let what): "\(what) cannot be read; it is damaged, or of a kind that is not known here"
        case .encryptedKey: "the private key is encrypted; decrypt it first, with openssl pkey"
        case .notTogether:
            "the first certificate and the private key do not belong together; give the key that the certificate was asked for with"
        case .weakKey(let what):
            "the key of \(what) is weak, RSA of fewer than 2048 bits; ask for a certificate with a key of P-256, or of 2048 bits and more"
        case .keyOfNoBrowser(let kind):
            "no browser takes a certificate with a key of the kind \(kind); ask for one with a key of P-256, P-384 or RSA"
        case .brokenChain(let place):
            "certificate \(place) of the chain was not issued by the one after it; add the one that is missing, or leave out what does not belong"
        case .outOfOrder(let place):
            "the chain is out of order: certificate \(place) must stand further up; the appliance's own is first, and each is followed by its issuer's"
        case .expired(let moment): "the certificate expired at \(moment); ask for a new one"
        case .notYet(let moment): "the certificate is not valid before \(moment); upload it then, or look at the clock"
        case .noServer: "the certificate is not for servers; ask for one with the usage TLS server authentication"
        case .refused(let reason): "TLS does not take it: \(reason)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .onTrial: "the certificate of a backup is on trial; confirm it or take it back first"
        case .ownAlready: "the appliance serves its own certificate already"
        }
    }

    /// Which of the two that are uploaded is at fault.
    enum Field: String, Encodable, Sendable {
        case chain, key
    }

    /// `nil` where neither is.
    var field: Field? {
        switch self {
        case .noKey, .severalKeys, .encryptedKey, .notTogether: .key
        case .file, .onTrial, .ownAlready: nil
        default: .chain
        }
    }
}
