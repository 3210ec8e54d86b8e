// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a broadcast server sends unasked (RFC 5905, 3 and 8: mode 5), for clients that listen on a network. It has a MAC
/// always: anybody can send a broadcast, and whoever believes one without goes where anybody likes.
public enum BroadcastMessage {
    /// The longest: header, key number and digest.
    public static let longest = NTPHeader.count + 4 + MessageAuthentication.truncatedDigest

    /// Writes one.
    ///
    /// - Parameters:
    ///   - poll: how often it is sent, log2 seconds.
    ///   - transmit: when it leaves, as late as can be told.
    /// - Returns: octets to send; `nil`: there is no time to tell, no room, or no digest to be had.
    public static func write(
        into buffer: inout MutableSpan<UInt8>, claim: ServerClaim, poll: Int8, transmit: NTPTimestamp,
        key: SymmetricKey, with authenticator: any MessageAuthenticator
    ) -> Int? {
        guard claim.stratum < 16, claim.leap != .unknown, buffer.count >= NTPHeader.count else { return nil }
        var header = NTPHeader(leap: claim.leap, version: 4, mode: .broadcast)
        (header.stratum, header.poll, header.precision) = (claim.wireStratum, poll, claim.precision)
        (header.rootDelay, header.rootDispersion) = (claim.rootDelay, claim.rootDispersion)
        (header.referenceID, header.reference) = (claim.referenceID, claim.reference)
        // Origin and receive remain zero: nothing was asked.
        header.transmit = transmit
        header.write(into: &buffer)
        return MessageAuthentication.append(
            to: &buffer, count: NTPHeader.count, key: key,
            digestCount: min(key.algorithm.digestCount, MessageAuthentication.truncatedDigest), with: authenticator)
    }
}
