// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Logging
import NIOCore
import StillAppliance
import Testing
import TimeBase

@testable import Management

var quiet: Logger {
    var log = Logger(label: "test")
    log.logLevel = .critical
    return log
}

@Suite struct `Over HTTP` {
    @Test func `the status is what the command tells`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request("/api/v1/status", port: port)
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.header("cache-control") == "no-store")
            let told = try ReportJSON.read(StatusReport.self, from: answer.body.utf8)
            #expect(told == StatusReport(.locked))
        }
    }

    @Test func `satellites, sources and alarms are told`() async throws {
        try await withHTTP(.starting) { port in
            let satellites = try await TestClient.request("/api/v1/satellites", port: port)
            #expect(satellites.body == #"{"satellites":[],"used":0}"#)
            let alarms = try await TestClient.request("/api/v1/alarms", port: port)
            let raised = try ReportJSON.read(AlarmsReport.self, from: alarms.body.utf8)
            #expect(raised.alarms.count == 2)
            let sources = try await TestClient.request("/api/v1/sources", port: port)
            let told = try ReportJSON.read(SourcesReport.self, from: sources.body.utf8)
            #expect(told.sources.count == 1)
        }
    }

    @Test func `health is ready only while the time may be relied on`() async throws {
        try await withHTTP(.locked) { port in
            let told = try await TestClient.request("/health/ready", port: port)
            #expect(told.status == 200)
        }
        try await withHTTP(.starting) { port in
            let told = try await TestClient.request("/health/live", port: port)
            #expect(told.status == 200)
            let ready = try await TestClient.request("/health/ready", port: port)
            #expect(ready.status == 503)
            #expect(ready.header("content-type") == "application/problem+json")
            #expect(ready.body.contains("starting: "))
        }
    }

    @Test func `metrics have OpenMetrics' own type`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request("/metrics", port: port)
            #expect(answer.header("content-type") == "application/openmetrics-text; version=1.0.0; charset=utf-8")
            #expect(answer.header("vary") == "Accept")
            let still = OpenMetrics.text(of: .locked)
            #expect(answer.body.hasPrefix(still.dropLast("# EOF\n".count)))
            #expect(answer.body.contains("\ngnomon_http_connections 1\n"))
            #expect(answer.body.contains("\nprocess_start_time_seconds "))
            #expect(answer.body.hasSuffix("\n# EOF\n"))
        }
    }

    @Test func `metrics are in the older format for who accepts no other`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request(
                "/metrics", port: port, headers: ["Accept: text/plain;version=0.0.4"])
            #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.body.hasPrefix(OpenMetrics.text(of: .locked, as: .plain)))
            #expect(!answer.body.contains("# EOF") && !answer.body.contains("# UNIT"))
        }
    }

    @Test(arguments: [
        ("GET", "/nowhere", 404), ("GET", "/api/v1/", 404), ("GET", "/api/v1/..%2f..", 404),
        ("POST", "/api/v1/status", 405), ("DELETE", "/metrics", 405),
    ])
    func `what is not there is a problem`(_ method: String, _ path: String, _ status: Int) async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request(path, method: method, port: port)
            #expect(answer.status == status)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.body.contains(#""status":\#(status)"#) && answer.body.contains(#""type":"about:blank""#))
            #expect((answer.header("allow") == "GET, HEAD") == (status == 405))
        }
    }

    @Test func `HEAD gives the head alone`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request("/api/v1/status", method: "HEAD", port: port)
            #expect(answer.status == 200 && answer.body.isEmpty)
        }
    }

    @Test func `a body that is announced too large is refused`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request(
                "/api/v1/status", port: port, headers: ["Content-Length: 65537"])
            #expect(answer.status == 413)
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "x", count: 100_000))\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n" + (0..<200).map { "A\($0): b\r\n" }.joined() + "\r\n",
        "nonsense\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
        "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\n\r\n",
    ])
    func `a head without bounds ends the connection, not the service`(_ text: String) async throws {
        try await withHTTP(.locked) { port in
            let heard = (try? await TestClient.say(text, port: port)) ?? ""
            #expect(!heard.contains(" 200 "))
            let told = try await TestClient.request("/health/live", port: port)
            #expect(told.status == 200)
        }
    }

    @Test func `several clients are served at once, over IPv6 too`() async throws {
        try await withHTTP(.locked, on: IPEndpoint(.loopbackV6, port: 0)) { port in
            try await withThrowingTaskGroup { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await TestClient.say(
                            "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", port: port, host: "::1"
                        )
                    }
                }
                for try await text in group { #expect(text.hasPrefix("HTTP/1.1 200 ")) }
            }
        }
    }

    @Test func `a port in use is tried again until it is free`() async throws {
        let failures = Counter()
        let persistence = Persistence(what: "it", log: quiet, firstPause: .milliseconds(10))
        await withTaskGroup { group in
            group.addTask {
                await persistence.keepUp {
                    if failures.next() < 3 { throw IOError(errnoCode: 98, reason: "bind") }
                    try await Task.sleep(for: .seconds(60))
                }
            }
            while failures.value < 4 { await Task.yield() }
            group.cancelAll()
        }
        #expect(failures.value == 4)
        #expect(plainReason(IOError(errnoCode: 98, reason: "bind")) == "the address is in use")
    }

    @Test func `IPv4 and IPv6 may have the same port`() async throws {
        try await withHTTP(.locked, on: IPEndpoint(.anyV6, port: 0)) { port in
            try await withHTTP(.starting, on: IPEndpoint(.anyV4, port: UInt16(port))) { same in
                let request = "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                #expect(same == port)
                let v6 = try await TestClient.say(request, port: port, host: "::1")
                #expect(v6.hasPrefix("HTTP/1.1 200 "))
                let v4 = try await TestClient.say(request, port: port)
                #expect(v4.hasPrefix("HTTP/1.1 503 "))
            }
        }
    }

    @Test func `the date is that of our own clock, once there is one`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request("/health/live", port: port)
            #expect(answer.header("date") == "Sat, 31 Dec 2016 23:59:50 GMT")
        }
        try await withHTTP(.starting) { port in
            let answer = try await TestClient.request("/health/live", port: port)
            #expect(answer.status == 200 && answer.header("date") == nil)
        }
    }

    @Test(arguments: [
        (0, 0, "Thu, 01 Jan 1970 00:00:00 GMT"), (17_166, 86_400, "Sat, 31 Dec 2016 23:59:60 GMT"),
        (-1, 3661, "Wed, 31 Dec 1969 01:01:01 GMT"), (20_778, 43_200, "Sat, 21 Nov 2026 12:00:00 GMT"),
    ])
    func `dates are written as HTTP has them`(_ day: Int, _ second: Int, _ text: String) {
        #expect(HTTPDate.text(of: UTCInstant(day: day, secondOfDay: second)) == text)
    }

    @Test func `a second listener on the same port fails without ending the first`() async throws {
        try await withHTTP(.locked) { port in
            let second = HTTPListener(address: IPEndpoint(.loopbackV4, port: UInt16(port)), site: .open(.locked))
            await #expect(throws: (any Error).self) { try await second.run() }
            let told = try await TestClient.request("/health/live", port: port)
            #expect(told.status == 200)
        }
    }
}
