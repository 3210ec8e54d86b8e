// SPDX-License-Identifier: Apache-2.0

/// A family of samples with one meaning: what OpenMetrics 1.0 calls a MetricFamily.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram, info, stateset

        /// What the name of a sample ends with, unless the sample says otherwise.
        var suffix: String {
            switch self {
            case .counter: "_total"
            case .info: "_info"
            case .gauge, .histogram, .stateset: ""
            }
        }
    }

    struct Sample: Sendable {
        /// Behind the family's name; `nil`: that of its kind.
        var suffix: String?
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

    /// Left out while it has no value.
    init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ value: Double?) {
        self.init(name, kind, unit: unit, help, value.map { [Sample([:], $0)] } ?? [])
    }
}

extension MetricFamily {
    /// Which one of several states holds. Nothing where it is none of them.
    static func states(_ name: String, _ help: String, _ states: [String], now: String?) -> MetricFamily {
        let isKnown = now.map(states.contains) ?? false
        return MetricFamily(
            name, .stateset, help, isKnown ? states.map { Sample([name: $0], $0 == now ? 1 : 0) } : [])
    }

    /// A count for each way in which something can end.
    static func outcomes(_ name: String, _ help: String, _ counts: [(String, UInt64)]) -> MetricFamily {
        MetricFamily(name, .counter, help, counts.map { Sample(["outcome": $0.0], Double($0.1)) })
    }

    /// - Parameters:
    ///   - limits: the buckets' upper ends, inclusive, rising; +Inf is added.
    ///   - counts: what fell into each bucket and, as one more, beyond the last; what is missing is zero.
    ///   - sum: of all that was observed.
    static func histogram(
        _ name: String, unit: String, _ help: String, limits: [Double], counts: [UInt64], sum: Double
    ) -> MetricFamily {
        var total: UInt64 = 0
        var samples = (limits + [.infinity]).enumerated().map { index, limit in
            total &+= counts.indices.contains(index) ? counts[index] : 0
            return Sample("_bucket", ["le": MetricText.limit(limit)], Double(total))
        }
        samples += [Sample("_count", [:], Double(total)), Sample("_sum", [:], sum)]
        return MetricFamily(name, .histogram, unit: unit, help, samples)
    }
}

extension MetricFamily.Sample {
    fileprivate init(_ suffix: String, _ labels: KeyValuePairs<String, String>, _ value: Double) {
        self.init(labels, value)
        self.suffix = suffix
    }
}
