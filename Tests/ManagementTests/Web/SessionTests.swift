// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials
import Testing

@testable import Management

@Suite struct `A session` {
    @Test func `begins with a password and ends when it is told to`() async throws {
        try await withAdmin { admin, _ in
            let told = try await admin.ask("GET", "/api/v1/session")
            #expect(told.body.contains(#""name":"ada""#) && told.body.contains(#""role":"admin""#))
            let ended = try await admin.ask("DELETE", "/api/v1/session")
            #expect(ended.status == 204)
            #expect(ended.header("set-cookie") == "gnomon=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
            try await admin.expect(401, "GET", "/api/v1/users")
            let again = try await Visitor(port: admin.port).logIn("ada")
            #expect(again.status == 200)
        }
    }

    @Test func `hides its cookie from scripts`() async throws {
        try await withAdmin { admin, _ in
            let answer = try await Visitor(port: admin.port).logIn("ada")
            #expect(answer.header("set-cookie")?.hasSuffix("; Path=/; HttpOnly; SameSite=Strict") ?? false)
        }
    }

    @Test func `does not begin with a wrong password, and after some not at all for a while`() async throws {
        try await withAdmin { admin, _ in
            let stranger = Visitor(port: admin.port)
            let wrong = try await stranger.logIn("ada", password: "seven green bottles")
            #expect(wrong.status == 401 && wrong.body.contains("name or password is wrong"))
            var last = wrong
            for _ in 0..<12 where last.status == 401 {
                last = try await stranger.logIn("ada", password: "seven green bottles")
            }
            #expect(last.status == 429)
            #expect(last.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
        }
    }

    @Test func `is begun by a form too, for who has no scripts`() async throws {
        try await withAdmin { admin, _ in
            let form = ["Content-Type: application/x-www-form-urlencoded", "Accept: text/html,*/*;q=0.8"]
            let body = "name=ada&password=six+green%20bottles&next=%2Fsky"
            let answer = try await TestClient.request(
                "/api/v1/session", method: "POST", port: admin.port, headers: form, body: body)
            #expect(answer.status == 303 && answer.header("location") == "/sky")
            #expect(answer.header("set-cookie") != nil)
            let wrong = try await TestClient.request(
                "/api/v1/session", method: "POST", port: admin.port, headers: form, body: "name=ada&password=x")
            #expect(wrong.status == 303 && wrong.header("location") == "/login?wrong=1&next=/")
        }
    }

    @Test(arguments: [
        (nil, "/"), ("/sky", "/sky"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/"),
        ("/a?b", "/"), ("/a\r\nX: y", "/"),
    ])
    func `leads to no other host`(_ next: String?, _ place: String) { #expect(Route.ownPath(next) == place) }

    @Test(arguments: [
        ("a=b&c=d+e", ["a": "b", "c": "d e"]), ("a=%41%zz%4", ["a": "A%zz%4"]), ("a&=b", ["a": "", "": "b"]), ("", [:]),
        ("a=1&a=2", ["a": "2"]), ("p=%C3%A9%2B", ["p": "é+"]), ("a=%-1%+1", ["a": "%-1% 1"]),
    ])
    func `reads forms as browsers write them`(_ text: String, _ fields: [String: String]) {
        #expect(FormFields.read(text) == fields)
    }

    @Test(arguments: ["", "{}", "[]", #"{"name":1,"password":"x"}"#, "nonsense", #"{"name":"a"}"#])
    func `is not begun by nonsense`(_ body: String) async throws {
        try await withAdmin { admin, _ in
            let answer = try await Visitor(port: admin.port).ask("POST", "/api/v1/session", body)
            #expect(answer.status == 400 && answer.header("content-type") == "application/problem+json")
        }
    }
}

@Suite struct `The first start` {
    @Test func `wants the token from the log, once`() async throws {
        try await withFolder { folder in
            let site = try Site.closed(in: folder)
            let token = try #require(site.gate.book?.setupToken)
            SetupNote.write(token, beside: folder + "/users.json", log: quiet)
            let note = folder + "/users.json.setup-token"
            #expect(try SecretFile.read(note) == Array((token + "\n").utf8))
            let mode = try FileManager.default.attributesOfItem(atPath: note)[.posixPermissions]
            #expect(mode as? Int == 0o600 || mode as? UInt == 0o600)
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                let stranger = Visitor(port: port)
                let wrong = try await stranger.ask(
                    "POST", "/api/v1/setup", #"{"token":"AAAA","name":"eve","password":"a good long one"}"#)
                #expect(wrong.status == 401)
                _ = try await Visitor.first(of: site, at: port)
                let late = try await stranger.ask(
                    "POST", "/api/v1/setup", #"{"token":"\#(token)","name":"eve","password":"a good long one"}"#)
                #expect(late.status == 409)
            }
            #expect(try SecretFile.read(note) == nil)
        }
    }

    @Test func `says that it is one`() async throws {
        try await withFolder { folder in
            let site = try Site.closed(in: folder)
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                let told = try await Visitor(port: port).ask("GET", "/api/v1/session")
                #expect(told.body == #"{"csrf":null,"isNew":true,"name":null,"role":null}"#)
            }
        }
    }
}

@Suite struct `Users over HTTP` {
    @Test func `are made, changed and removed by an admin`() async throws {
        try await withAdmin { admin, _ in
            _ = try await admin.friend("bob", role: "viewer")
            let list = try await admin.ask("GET", "/api/v1/users")
            #expect(list.body == #"{"users":[{"name":"ada","role":"admin"},{"name":"bob","role":"viewer"}]}"#)
            try await admin.expect(200, "PUT", "/api/v1/users/bob", #"{"role":"operator"}"#)
            try await admin.expect(404, "PUT", "/api/v1/users/eve", #"{"role":"operator"}"#)
            try await admin.expect(204, "DELETE", "/api/v1/users/bob")
            try await admin.expect(409, "DELETE", "/api/v1/users/ada")
        }
    }

    @Test(arguments: [
        (#"{"name":"b b","role":"viewer","password":"six green bottles"}"#, 422),
        (#"{"name":"bob","role":"viewer","password":"short"}"#, 422),
        (#"{"name":"bob","role":"king","password":"six green bottles"}"#, 400),
        (#"{"name":"ada","role":"viewer","password":"six green bottles"}"#, 409),
    ])
    func `are refused with a reason`(_ body: String, _ status: Int) async throws {
        try await withAdmin { admin, _ in
            let answer = try await admin.ask("POST", "/api/v1/users", body)
            #expect(answer.status == status && answer.body.contains("detail"))
        }
    }

    @Test func `change their own password, and nobody else's`() async throws {
        try await withAdmin { admin, _ in
            let bob = try await admin.friend("bob", role: "viewer")
            let wish = #"{"old":"\#(Visitor.password)","password":"five brown bottles"}"#
            try await bob.expect(204, "PUT", "/api/v1/users/bob", wish)
            try await bob.expect(200, "GET", "/api/v1/status")
            try await bob.expect(403, "PUT", "/api/v1/users/bob", wish)
            try await bob.expect(403, "PUT", "/api/v1/users/ada", wish)
            try await bob.expect(403, "PUT", "/api/v1/users/bob", #"{"role":"admin"}"#)
            try await Visitor(port: admin.port).expectLogIn(200, "bob", password: "five brown bottles")
        }
    }
}
