// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The words of tokens: with a prefix, so that scanners for leaked secrets know one when they see it.
enum TokenSecret {
    static let prefix = "gnomon_"

    static func make(_ random: RandomOctets) -> String { prefix + Base64.urlText(random(32)) }

    /// 64 hexadecimal digits. A plain hash will do: 256 random bits are not guessed.
    static func hash(_ secret: String) -> String { Hex.text(SHA256.hash(data: Array(secret.utf8.prefix(128)))) }
}
