// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Addresses of this appliance with names in them that come from outside.
enum Address {
    /// - Parameter query: may hold any characters.
    static func of(_ path: String, _ query: KeyValuePairs<String, String>) -> String {
        var address = URLComponents()
        address.path = path
        address.queryItems = query.map { URLQueryItem(name: $0.key, value: $0.value) }
        // Which would be a blank to those who read queries as forms.
        address.percentEncodedQuery = address.percentEncodedQuery?.replacing("+", with: "%2B")
        return address.string ?? path
    }
}
