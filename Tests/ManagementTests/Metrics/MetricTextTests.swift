// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Management

@Suite struct `A family's text` {
    @Test func `escapes what labels and help may not have`() {
        let family = MetricFamily("m", .gauge, "a \"b\"\n\\", [.init(["l": "x\"\\\n"], -1.5)])
        let sample = "m{l=\"x\\\"\\\\\\n\"} -1.5\n"
        #expect(family.text() == "# TYPE m gauge\n# HELP m a \\\"b\\\"\\n\\\\\n" + sample)
        #expect(family.text(as: .plain) == "# HELP m a \"b\"\\n\\\\\n# TYPE m gauge\n" + sample)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.5, "-0.5"), (1e15, "1000000000000000.0"), (999_999_999_999_999, "999999999999999"),
        (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"), (1.25e-8, "1.25e-08"),
    ])
    func `writes numbers so that any reader takes them`(_ value: Double, _ text: String) {
        #expect(MetricFamily("m", .gauge, "h", value).text().hasSuffix("\nm \(text)\n"))
    }

    @Test func `has cumulative buckets up to +Inf, a count and a sum`() {
        let family = MetricFamily.histogram(
            "m_seconds", unit: "seconds", "h", limits: [1e-5, 0.25, 1], counts: [3, 0, 2, 1], sum: 4.5)
        let samples = """
            m_seconds_bucket{le="1e-05"} 3
            m_seconds_bucket{le="0.25"} 3
            m_seconds_bucket{le="1.0"} 5
            m_seconds_bucket{le="+Inf"} 6
            m_seconds_count 6
            m_seconds_sum 4.5

            """
        let head = "# TYPE m_seconds histogram\n# UNIT m_seconds seconds\n# HELP m_seconds h\n"
        #expect(family.text() == head + samples)
        #expect(family.text(as: .plain) == "# HELP m_seconds h\n# TYPE m_seconds histogram\n" + samples)
    }

    @Test func `has all of its buckets before anything was observed`() {
        let text = MetricFamily.histogram("m_s", unit: "s", "h", limits: [1], counts: [], sum: 0).text()
        #expect(text.contains("m_s_bucket{le=\"1.0\"} 0\nm_s_bucket{le=\"+Inf\"} 0\nm_s_count 0\nm_s_sum 0\n"))
    }

    @Test(arguments: [
        (MetricFamily.Kind.counter, "m_total", "counter"), (.info, "m_info", "gauge"), (.stateset, "m", "gauge"),
        (.gauge, "m", "gauge"),
    ])
    func `names in the older format what its samples are named`(
        _ kind: MetricFamily.Kind, _ name: String, _ plainKind: String
    ) {
        let family = MetricFamily("m", kind, "h", 1)
        #expect(family.text() == "# TYPE m \(kind.rawValue)\n# HELP m h\n\(name) 1\n")
        #expect(family.text(as: .plain) == "# HELP \(name) h\n# TYPE \(name) \(plainKind)\n\(name) 1\n")
    }

    @Test func `is not there without samples, and its end is OpenMetrics' alone`() {
        let families = [MetricFamily("m", .gauge, "h", nil as Double?), .states("s", "h", ["a"], now: "b")]
        #expect(MetricText.text(of: families, as: .openMetrics) == "# EOF\n")
        #expect(MetricText.text(of: families, as: .plain) == "")
    }
}

@Suite struct `The format` {
    /// What Prometheus 2.42, 3, an old one, curl, Chromium, and others say that they accept.
    @Test(
        arguments: [
            (nil, .openMetrics),
            ("*/*", .openMetrics),
            (
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .openMetrics
            ),
            (
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
                .openMetrics
            ),
            (
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.1", .plain
            ),
            ("text/plain", .plain), ("text/plain; version=0.0.4", .plain), ("TEXT/PLAIN", .plain), ("text/*", .plain),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", .plain),
            ("application/openmetrics-text;q=0.2, text/plain;q=0.8", .plain),
            ("application/openmetrics-text;q=0, */*", .plain), ("text/plain;q=0, */*", .openMetrics),
            ("application/json", .openMetrics), ("", .openMetrics), (";;q=x,,", .openMetrics),
        ] as [(String?, MetricFormat)])
    func `is what the reader accepts`(_ accept: String?, _ format: MetricFormat) {
        #expect(MetricFormat(accepting: accept) == format)
    }
}
