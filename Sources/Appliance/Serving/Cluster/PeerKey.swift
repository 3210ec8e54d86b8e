// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP

/// The key that peers and we sign what we tell each other with.
struct PeerKey {
    /// On the wire; `nil`: nothing is signed, and a signature counts for nothing.
    var number: Int?
    /// With the keys of the file; `nil`: there are none.
    var authenticator: KeyAuthenticator?

    /// Key number and 20 octets of a digest.
    static let mostMAC = 24

    /// What is to be sent; `nil`: the key is not there, and nothing may be.
    func signed(_ octets: inout MutableSpan<UInt8>, count: Int) -> Int? {
        guard let number else { return count }
        guard let authenticator, let key = authenticator.key(UInt32(clamping: number)) else { return nil }
        return MessageAuthentication.append(
            to: &octets, count: count, key: key, digestCount: min(20, key.algorithm.digestCount), with: authenticator)
    }

    func judge(_ octets: Span<UInt8>, count: Int) -> ReplyAuthentication {
        guard let number, let authenticator else { return .none }
        guard let version = NTPHeader(octets)?.version,
            let parts = PacketTail.parts(octets, count: count, version: version)
        else { return .invalid }
        switch MessageAuthentication.verify(octets, parts, version: version, with: authenticator) {
        case .none: return .none
        case .good(let key, _): return Int(key.id) == number ? .valid : .invalid
        case .bad: return .invalid
        }
    }
}
