// SPDX-License-Identifier: Apache-2.0

/// Makes and opens NTS cookies (RFC 8915, 6): the number of the master key, a nonce, and sealed with that key the two
/// keys that were agreed upon with the client. Which algorithm they are for is told by their length. So the server keeps
/// nothing about its clients.
///
/// One serves one thread; it allocates only when it takes new master keys.
public struct CookieJar: ~Copyable {
    /// Octets before the sealed keys: the master key's number and the nonce.
    private static let headCount = 4 + AEADAlgorithm.aesSIVCMAC256.nonceCount

    let cipher: any AuthenticatedCipher
    /// The numbers of the keys in the cipher's places of masters, the newest first.
    private var ids = InlineArray<3, UInt32>(repeating: 0)
    private var count = 0
    /// The keys of the cookie that was opened last: the client's and then the server's.
    private var keys = InlineArray<64, UInt8>(repeating: 0)
    private var sealed = InlineArray<80, UInt8>(repeating: 0)

    public init(_ cipher: any AuthenticatedCipher, keys: CookieKeys) {
        self.cipher = cipher
        take(keys)
    }

    /// From now on these master keys are used.
    public mutating func take(_ masters: CookieKeys) {
        count = 0
        for key in masters.keys.prefix(CookieKeys.most) {
            let slot = CipherSlot.masters[count]
            guard key.withOctets({ cipher.load($0, for: .aesSIVCMAC256, into: slot) }) else { return }
            ids[count] = key.id
            count += 1
        }
    }

    /// Octets of a cookie with the keys of that algorithm; a multiple of 4.
    public static func cookieCount(_ algorithm: AEADAlgorithm) -> Int {
        headCount + 2 * algorithm.keyCount + AEADAlgorithm.tagCount
    }

    /// The algorithm of cookies of that length.
    private static func algorithm(ofCookie count: Int) -> AEADAlgorithm? {
        for algorithm in AEADAlgorithm.allCases where cookieCount(algorithm) == count { return algorithm }
        return nil
    }

    /// Opens a cookie, and loads its two keys into the cipher's places for the client and the server.
    /// - Returns: the keys' algorithm; `nil` where the cookie is none of ours, or its master key is too old.
    public mutating func open(_ cookie: Span<UInt8>) -> AEADAlgorithm? {
        guard let algorithm = Self.algorithm(ofCookie: cookie.count), cipher.supports(algorithm),
            let slot = slot(of: cookie.bigEndian32(at: 0)), unseal(cookie, with: slot),
            load(keys.span, algorithm)
        else { return nil }
        return algorithm
    }

    /// Another cookie for the client whose cookie was opened last.
    mutating func makeAnother(_ algorithm: AEADAlgorithm, into bytes: inout MutableSpan<UInt8>, at offset: Int) -> Bool
    {
        seal(algorithm, into: &bytes, at: offset)
    }

    /// A cookie with these keys, written to the beginning of `bytes`, which has ``cookieCount(_:)`` octets at least.
    public mutating func make(
        _ algorithm: AEADAlgorithm, clientToServer: Span<UInt8>, serverToClient: Span<UInt8>,
        into bytes: inout MutableSpan<UInt8>
    ) -> Bool {
        let count = algorithm.keyCount
        guard clientToServer.count == count, serverToClient.count == count else { return false }
        for index in 0..<count {
            keys[index] = clientToServer[index]
            keys[count + index] = serverToClient[index]
        }
        return seal(algorithm, into: &bytes, at: 0)
    }

    private func slot(of id: UInt32) -> CipherSlot? {
        for index in 0..<count where ids[index] == id { return CipherSlot.masters[index] }
        return nil
    }

    private mutating func unseal(_ cookie: Span<UInt8>, with slot: CipherSlot) -> Bool {
        var opened = keys.mutableSpan
        let nothing = cookie.extracting(0..<0)
        return cipher.open(
            cookie.extracting(Self.headCount..<cookie.count), nonce: cookie.extracting(4..<Self.headCount),
            associated: nothing, with: slot, into: &opened) != nil
    }

    private func load(_ keys: Span<UInt8>, _ algorithm: AEADAlgorithm) -> Bool {
        let count = algorithm.keyCount
        return cipher.load(keys.extracting(0..<count), for: algorithm, into: .clientToServer)
            && cipher.load(keys.extracting(count..<2 * count), for: algorithm, into: .serverToClient)
    }

    private mutating func seal(
        _ algorithm: AEADAlgorithm, into bytes: inout MutableSpan<UInt8>, at offset: Int
    ) -> Bool {
        guard count > 0, offset + Self.cookieCount(algorithm) <= bytes.count else { return false }
        var nonce = InlineArray<16, UInt8>(repeating: 0)
        var random = nonce.mutableSpan
        guard cipher.fillRandomly(&random) else { return false }
        var made = sealed.mutableSpan
        let secret = keys.span.extracting(0..<2 * algorithm.keyCount)
        let length = cipher.seal(
            secret, nonce: nonce.span, associated: secret.extracting(0..<0), with: .firstMaster, into: &made)
        guard length == secret.count + AEADAlgorithm.tagCount else { return false }
        bytes.setBigEndian(ids[0], at: offset)
        bytes.put(nonce.span, at: offset + 4)
        bytes.put(sealed.span.extracting(0..<length), at: offset + Self.headCount)
        return true
    }
}

extension CipherSlot {
    /// In the order of the keys, the newest first.
    static let masters: InlineArray<3, CipherSlot> = [.firstMaster, .secondMaster, .thirdMaster]
}
