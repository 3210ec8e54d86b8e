// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Pages

/// What every answer tells a browser: to load nothing from elsewhere, to run nothing that stands in a page, to let nobody
/// frame it, and to tell nobody where it was.
enum SecurityHeaders {
    /// - Parameter isLastingly: Whether the browser is to insist on TLS from now on: only with a certificate that it can
    ///   check, or nobody would come in again.
    static func add(to headers: inout HTTPFields, isLastingly: Bool) {
        for (name, value) in usual where headers[name] == nil { headers[name] = value }
        if isLastingly { headers[.strictTransportSecurity] = "max-age=31536000" }
    }

    /// What the pages themselves say that they need; whoever serves them allows no more.
    static let contentSecurityPolicy = StaticFile.contentSecurityPolicy

    private static let usual: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, contentSecurityPolicy), (.xContentTypeOptions, "nosniff"), (.xFrameOptions, "DENY"),
        (.referrerPolicy, "no-referrer"), (.crossOriginOpenerPolicy, "same-origin"),
        (.crossOriginResourcePolicy, "same-origin"), (.cacheControl, "no-store"),
    ]
}

extension HTTPField.Name {
    static let csrfToken = HTTPField.Name("X-CSRF-Token")!
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
}
