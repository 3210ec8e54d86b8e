// SPDX-License-Identifier: Apache-2.0

/// A family of samples as OpenMetrics 1.0 writes it.
struct MetricFamily {
    enum Kind: String {
        case counter, gauge, info, stateset

        /// What the name of a sample ends with.
        var suffix: String {
            switch self {
            case .counter: "_total"
            case .info: "_info"
            case .gauge, .stateset: ""
            }
        }
    }

    struct Sample {
        var labels: [(name: String, value: String)]
        var value: Double

        init(_ labels: KeyValuePairs<String, String>, _ value: Double) {
            self.labels = labels.map { (name: $0.key, value: $0.value) }
            self.value = value
        }
    }

    var name: String
    var kind: Kind
    /// The name must end with it.
    var unit: String?
    var help: String
    var samples: [Sample]

    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ samples: [Sample]) {
        (self.name, self.kind, self.unit, self.help, self.samples) = (name, kind, unit, help, samples)
    }

    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ value: Double) {
        self.init(name, kind, unit: unit, help, [Sample([:], value)])
    }

    /// Empty where there are no samples.
    var text: String {
        guard !samples.isEmpty else { return "" }
        let unitLine = unit.map { "# UNIT \(name) \($0)\n" } ?? ""
        let head = "# TYPE \(name) \(kind.rawValue)\n\(unitLine)# HELP \(name) \(Self.escaped(help))\n"
        return head
            + samples.map { "\(name)\(kind.suffix)\(Self.labels($0.labels)) \(Self.number($0.value))\n" }.joined()
    }

    private static func labels(_ labels: [(name: String, value: String)]) -> String {
        labels.isEmpty ? "" : "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}
