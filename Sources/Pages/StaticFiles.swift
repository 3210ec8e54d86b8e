// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What pages load, by name below `/static/`.
public struct StaticFile: Hashable, Sendable {
    public var type: String
    public var bytes: [UInt8]

    public init(type: String, bytes: [UInt8]) { (self.type, self.bytes) = (type, bytes) }

    /// What is within the program: style, scripts, and an icon for each state.
    public static let all: [String: StaticFile] = {
        var files = [
            "style.css": StaticFile(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
            "gnomon.js": script(PackageResources.gnomon_js),
            "charts.js": script(PackageResources.charts_js),
            "settings.js": script(PackageResources.settings_js),
        ]
        for state in TimeState.Phase.allCases.map(\.name) {
            files[state + ".svg"] = StaticFile(type: "image/svg+xml", bytes: Array(StateMark.icon(of: state).utf8))
        }
        return files
    }()

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
