// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Operations
import Records

/// Comma-separated values (RFC 4180), written as they are read, so that a year does not lie in memory.
enum CSV {
    /// Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe before it: texts of the
    /// journal come from outside.
    static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let plain = isFormula ? "'" + text : text
        guard plain.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }

    static func line(_ fields: [String]) -> String { fields.joined(separator: ",") + "\r\n" }

    static func response(
        named name: String, _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody { writer in
                var open: any ResponseBodyWriter = writer
                try await write(&open)
                try await open.finish(nil)
            })
    }
}

/// The history as CSV: a line for each step and series.
enum HistoryCSV {
    static func response(_ pages: HistoryPages, _ series: [Series]) -> Response {
        CSV.response(named: "gnomon-history.csv") { writer in
            try await writer.write(
                ByteBuffer(string: CSV.line(["utc", "series", "unit", "min", "mean", "max", "count"])))
            for try await page in pages {
                let text = page.map { CSV.line(fields($0)) }.joined()
                try await writer.write(ByteBuffer(string: text))
            }
        }
    }

    private static func fields(_ point: HistoryPoint) -> [String] {
        [
            UTCText.of(point.utcMilliseconds), point.series.rawValue, point.series.unit, "\(point.minimum)",
            "\(point.mean)", "\(point.maximum)", "\(point.count)",
        ]
    }
}
