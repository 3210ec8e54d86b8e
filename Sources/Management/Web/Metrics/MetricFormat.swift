// SPDX-License-Identifier: Apache-2.0

/// The two ways in which metrics are written, and which of them a reader wants.
enum MetricFormat: Sendable, CaseIterable {
    /// OpenMetrics 1.0.
    case openMetrics
    /// The text format of Prometheus, version 0.0.4: for older readers, `promtool check metrics`, and browsers.
    case plain

    var mediaType: String {
        switch self {
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        case .plain: "text/plain; version=0.0.4; charset=utf-8"
        }
    }

    /// By the `Accept` of a request (RFC 9110, 12.5.1): what it likes best; OpenMetrics where it likes both alike or says
    /// nothing. A browser likes anything, but shows plain text only.
    init(accepting accept: String?) {
        guard let accept else {
            self = .openMetrics
            return
        }
        let ranges = accept.lowercased().split(separator: ",").map(Range.init)
        let isBrowser = ranges.contains { $0.type == "text/html" }
        let (modern, plain) = (
            Self.quality(of: "application/openmetrics-text", in: ranges),
            Self.quality(of: "text/plain", in: ranges)
        )
        self = plain > modern || (isBrowser && plain == modern) ? .plain : .openMetrics
    }

    private struct Range {
        var type: Substring
        /// 0...1
        var quality = 1.0

        /// `text/plain;version=0.0.4;q=0.5`
        init(_ text: Substring) {
            let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            type = Substring(parts.first ?? "")
            for part in parts.dropFirst() where part.hasPrefix("q=") {
                quality = Double(part.dropFirst(2)).map { min(max($0, 0), 1) } ?? 0
            }
        }
    }

    /// Of the ranges that it falls into the narrowest counts, and the best of those that stand there twice.
    private static func quality(of type: String, in ranges: [Range]) -> Double {
        let widths = [type, type.prefix { $0 != "/" } + "/*", "*/*"]
        for width in widths {
            if let best = ranges.filter({ $0.type == width }).map(\.quality).max() { return best }
        }
        return 0
    }
}
