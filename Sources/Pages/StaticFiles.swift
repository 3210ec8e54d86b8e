// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What pages load, by name below `/static/`.
public struct StaticFile: Hashable, Sendable {
    public let type: String
    public let bytes: [UInt8]

    /// For `ETag`: the same bytes, the same tag.
    public let entityTag: String

    public init(type: String, bytes: [UInt8]) {
        (self.type, self.bytes) = (type, bytes)
        let hash = bytes.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        entityTag = "\"" + String(hash, radix: 36) + "\""
    }

    /// What is within the program: style, scripts, and an icon for each state.
    public static let all: [String: StaticFile] = {
        var files = [
            "style.css": StaticFile(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
            "gnomon.js": script(common),
            "charts.js": script(PackageResources.charts_js),
            "settings.js": script(PackageResources.settings_js),
            "routes.js": script(PackageResources.routes_js),
            "backup.js": script(PackageResources.backup_js),
        ]
        for state in TimeState.Phase.allCases.map(\.name) {
            files[state + ".svg"] = StaticFile(type: "image/svg+xml", bytes: Array(StateMark.icon(of: state).utf8))
        }
        return files
    }()

    /// What every page loads, as one file.
    private static var common: [UInt8] {
        PackageResources.figures_js + PackageResources.time_js + PackageResources.live_js + PackageResources.forms_js
    }

    /// The chart library's name among the static files; its bytes are Debian's (libjs-dygraphs), read at start.
    public static let chartLibraryName = "dygraph.min.js"
    public static let chartLibraryPath = "/usr/share/javascript/dygraphs/dygraph.min.js"

    /// A script, as ``all`` has them.
    public static func script(_ bytes: [UInt8]) -> StaticFile {
        StaticFile(type: "text/javascript; charset=utf-8", bytes: bytes)
    }

    /// Without what the page does not need: no inline style or script, nothing from elsewhere, no framing.
    public static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
}
