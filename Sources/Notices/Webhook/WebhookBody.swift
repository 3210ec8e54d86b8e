// SPDX-License-Identifier: Apache-2.0

import Crypto
import FoundationEssentials

enum WebhookBody {
    private struct Content: Encodable {
        let notice: Notice

        private enum Keys: String, CodingKey {
            case time
        }

        func encode(to encoder: any Encoder) throws {
            try notice.encode(to: encoder)
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(notice.timestamp, forKey: .time)
        }
    }

    /// The keys in alphabetical order.
    static func octets(of notice: Notice) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(Content(notice: notice))).map { [UInt8]($0) } ?? []
    }

    /// In hexadecimal, lower case.
    static func signature(of body: [UInt8], key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(key.utf8)))
        return code.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
