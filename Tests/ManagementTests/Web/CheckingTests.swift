// SPDX-License-Identifier: Apache-2.0

import Appliance
import StillAppliance
import Testing

@testable import Management

@Suite struct `A request is checked before it is heard` {
    @Test(arguments: [
        ("/api/v1/status?a=1", "there is no parameter 'a' here"), ("/api/v1/stability?hours=0", "1 to 168"),
        ("/api/v1/stability?hours=1&hours=1", "'hours' is asked twice"), ("/api/v1/log?kind=", "'kind' must be one of"),
        ("/api/v1/log?from=", "'from' must be seconds"),
        ("/api/v1/log?from=1e300", "'from' must be a number, 0.0 to 253402300799.0, or a text"),
        ("/api/v1/history?series=offset,none", "'series[1]' must be one of"),
        ("/api/v1/history?from=2026-11-21", "'from' must be seconds since 1970 or like 2026-11-21T12:00:00Z"),
    ])
    func `in its query`(_ path: String, _ words: String) async throws {
        try await withEveryRoute { site in
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site.opened)) { port in
                let answer = try await TestClient.request(path, port: port)
                #expect(answer.status == 400 && answer.body.contains(words), "\(answer.body)")
            }
        }
    }

    @Test(arguments: [
        (#"{"label":"a","role":"boss"}"#, 400, "'role' must be one of viewer, operator, admin"),
        (#"{"label":"a","role":"viewer","dyas":1}"#, 400, "'dyas' is not known"), ("", 400, "not the JSON"),
        (#"{"label":"a","role":"viewer","days":0}"#, 400, "'days' must be a whole number, 1 to 36500"),
        (#"{"label":"","role":"viewer"}"#, 422, "a label has"), (#"{"label":"a","role":"viewer","days":1}"#, 201, "a"),
    ])
    func `in its body`(_ body: String, _ status: Int, _ words: String) async throws {
        try await withAdmin { admin, _ in
            let answer = try await admin.ask("POST", "/api/v1/tokens", body)
            #expect(answer.status == status && answer.body.contains(words), "\(answer.body)")
        }
    }

    @Test func `in a form as in JSON`() async throws {
        try await withAdmin { admin, _ in
            var form = admin
            form.headers.append("Content-Type: application/x-www-form-urlencoded")
            try await form.expect(201, "POST", "/api/v1/tokens", "label=a&role=viewer&days=3")
            try await form.expect(400, "POST", "/api/v1/tokens", "label=b&role=viewer&days=x")
            form.headers[form.headers.count - 1] = "Content-Type: text/xml"
            try await form.expect(415, "POST", "/api/v1/tokens", #"{"label":"c","role":"viewer"}"#)
        }
    }

    @Test(arguments: [
        ("OPTIONS", "/api/v1/status", "GET, HEAD"), ("TRACE", "/api/v1/users/ada", "PUT, DELETE"),
        ("QUERY", "/api/v1/users", "GET, HEAD, POST"), ("HEAD", "/api/v1/setup", "POST"),
    ])
    func `and asked in another way it is told the right one`(
        _ method: String, _ path: String, _ allow: String
    ) async throws {
        try await withHTTP(.locked) { port in
            let answer = try await TestClient.request(path, method: method, port: port)
            #expect(answer.status == 405 && answer.header("allow") == allow)
        }
    }

    @Test(arguments: [
        ("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: x\r\n\r\n", "431 "),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: \(String(repeating: "b", count: 20_000))\r\n\r\n", "431 "),
        ("nonsense\r\n\r\n", "400 "),
    ])
    func `and a head that cannot be read is told why`(_ text: String, _ status: String) async throws {
        try await withHTTP(.locked) { port in
            let heard = try await TestClient.say(text, port: port)
            #expect(heard.hasPrefix("HTTP/1.1 " + status) && heard.contains("application/problem+json"), "\(heard)")
            #expect(heard.contains("x-content-type-options") || heard.contains("X-Content-Type-Options"))
        }
    }
}

extension Site {
    /// The same for everyone.
    fileprivate var opened: Site {
        var settings = settings
        settings.open = Settings.Management.Topic.allCases
        return Site(
            view: view, settings: settings, gate: Gate(book: nil, settings: settings, view: view), pages: pages,
            extra: routes.filter {
                $0.path == "/api/v1/log" || $0.path == "/api/v1/history" || $0.path == "/api/v1/stability"
            }
            .map { Route($0.method, $0.path, .open, $0.operation, answer: $0.answer) }, log: quiet)
    }
}
