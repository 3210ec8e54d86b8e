// SPDX-License-Identifier: Apache-2.0

/// Families as text.
enum MetricText {
    static func text(of families: [MetricFamily], as format: MetricFormat) -> String {
        families.map { $0.text(as: format) }.joined() + (format == .openMetrics ? "# EOF\n" : "")
    }

    /// The upper end of a bucket: a label, so it must look the same at any time. As OpenMetrics asks for it, whole
    /// numbers have their ".0", and the rest is what Swift, Go and Python write alike.
    static func limit(_ value: Double) -> String { value.isInfinite ? "+Inf" : String(value) }

    fileprivate static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }

    fileprivate static func labels(_ labels: [(name: String, value: String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
    }

    fileprivate static func escaped(_ text: String, quotes: Bool) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"" where quotes: result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}

extension MetricFamily {
    /// Empty where there are no samples.
    func text(as format: MetricFormat = .openMetrics) -> String {
        guard !samples.isEmpty else { return "" }
        return head(as: format)
            + samples.map {
                "\(name)\($0.suffix ?? kind.suffix)\(MetricText.labels($0.labels)) \(MetricText.number($0.value))\n"
            }.joined()
    }

    private func head(as format: MetricFormat) -> String {
        let help = MetricText.escaped(help, quotes: format == .openMetrics)
        switch format {
        case .openMetrics:
            let unitLine = unit.map { "# UNIT \(name) \($0)\n" } ?? ""
            return "# TYPE \(name) \(kind.rawValue)\n\(unitLine)# HELP \(name) \(help)\n"
        case .plain:
            // It names a family as its samples are named, and knows neither units nor the later kinds.
            let name = name + kind.suffix
            let kind = kind == .counter || kind == .histogram ? kind : .gauge
            return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        }
    }
}

extension Duration {
    /// In seconds, the nearest number that there is: 25 ns are 2.5e-08 and not a little more, which would be another
    /// label, and reads badly.
    var metricSeconds: Double { Double(attoseconds) / 1e18 }
}
