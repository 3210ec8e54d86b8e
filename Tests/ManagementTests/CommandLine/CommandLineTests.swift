// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing

@testable import Management

@Suite struct `What is written behind gnomon` {
    private func call(_ words: String...) throws -> CommandCall {
        guard case .perform(let call) = try CommandInvocation(words).wish else { throw Unexpected() }
        return call
    }

    private struct Unexpected: Error {}

    @Test(arguments: CommandTable.all)
    func `is understood as its example says it`(_ command: Command) throws {
        let words = CommandWords(command.example).texts
        let invocation = try CommandInvocation(words)
        if command.name == "help" {
            #expect(invocation.wish == .help(Array(words.dropFirst()), isJSON: false))
        } else {
            guard case .perform(let call) = invocation.wish else { throw Unexpected() }
            #expect(call.command.name == command.name)
            #expect(try CommandCall(parsing: call.line) == call)
        }
    }

    @Test func `may have the program's options anywhere`() throws {
        let invocation = try CommandInvocation([
            "--socket=/a", "alarms", "--json", "ack", "--password-stdin", "x", "--yes",
        ])
        #expect(invocation.socket == "/a")
        #expect(invocation.readsSecrets)
        guard case .perform(let call) = invocation.wish else { throw Unexpected() }
        #expect(call.command.name == "alarms ack")
        #expect(call.wantsJSON && call.isConfirmed)
    }

    @Test func `keeps what the shell has told apart`() throws {
        #expect(try call("log", "--text", "two words")["text"] == "two words")
        #expect(try call("config", "set", "ntp.listen", "[\"10.0.0.1:123\"]")["value"] == "[\"10.0.0.1:123\"]")
        #expect(try call("config", "set", "a.b", "1", "2", "--socket", "/x")["value"] == "1 2")
        #expect(try call("alarms", "ack", "--", "--json")["alarm"] == "--json")
        #expect(try CommandCall(parsing: call("alarms", "ack", "--", "--json").line)["alarm"] == "--json")
    }

    @Test func `asks for help in three ways`() throws {
        for words in [["help", "config", "commit"], ["config", "commit", "--help"], ["-h", "config", "commit"]] {
            #expect(try CommandInvocation(words).wish == .help(["config", "commit"], isJSON: false))
        }
        #expect(try CommandInvocation([]).wish == .help([], isJSON: false))
    }

    @Test func `waits for the time by status alone`() throws {
        #expect(try CommandInvocation(["status", "--wait"]).wait == .seconds(300))
        #expect(try CommandInvocation(["status", "--wait", "--timeout", "1.5"]).wait == .milliseconds(1500))
        #expect(try CommandInvocation(["status"]).wait == nil)
    }

    @Test(arguments: [
        ["nonsense"], ["clock", "--wait"], ["status", "--timeout", "1"], ["status", "--wait", "--timeout", "x"],
        ["status", "--socket"], ["alarms", "ack"],
    ])
    func `is refused where it makes no sense`(_ words: [String]) {
        #expect(throws: CommandRefusal.self) { try CommandInvocation(words) }
    }
}

/// Says what it was told to say.
private struct Somebody: CommandPerson {
    var isThere = true
    var secrets: [String] = []
    var answers: [String] = []
    var input: [String] = []
    var asked: [String] = []

    mutating func answer(to question: String) -> String? {
        asked.append(question)
        return answers.isEmpty ? nil : answers.removeFirst()
    }

    mutating func secret(_ question: String) -> String? {
        asked.append(question)
        return secrets.isEmpty ? nil : secrets.removeFirst()
    }

    mutating func line() -> String? { input.isEmpty ? nil : input.removeFirst() }
}

@Suite struct `What a command still needs` {
    @Test func `is asked for: a new secret twice, and never in the line`() throws {
        var call = try CommandCall(parsing: "users add eve viewer")
        var person = Somebody(secrets: ["a hundred lamps", "a hundred lamps"])
        try call.ask(&person)
        #expect(call["password"] == "a hundred lamps")
        #expect(person.asked == ["Password (at least 12 characters): ", "Once more: "])
        #expect(!call.line.contains("lamps"))
        #expect(ControlQuestion(call, style: TextStyle()).secrets == ["password": "a hundred lamps"])
    }

    @Test func `is not taken where the two are not alike, or nobody is there`() throws {
        var call = try CommandCall(parsing: "users add eve viewer")
        var unsure = Somebody(secrets: ["a", "b"])
        #expect(throws: CommandRefusal.self) { try call.ask(&unsure) }
        var nobody = Somebody(isThere: false)
        #expect(throws: CommandRefusal.self) { try call.ask(&nobody) }
    }

    @Test func `is read from standard input where that was asked for`() throws {
        var call = try CommandCall(parsing: "config restore x --yes")
        var script = Somebody(isThere: false, input: ["secret"])
        try call.ask(&script, readsSecrets: true)
        #expect(call["passphrase"] == "secret")
        #expect(throws: CommandRefusal.self) {
            var other = try CommandCall(parsing: "config restore x")
            try other.ask(&script, readsSecrets: true)
        }
    }

    @Test(arguments: [("y", true), ("yes", true), ("n", false), ("", false)])
    func `is consent, where a command asks for it`(_ answer: String, _ goesOn: Bool) throws {
        var call = try CommandCall(parsing: "reboot")
        var person = Somebody(answers: [answer])
        let isDone: Void? = try? call.ask(&person)
        #expect((isDone != nil) == goesOn)
        #expect(call.isConfirmed == goesOn)
    }
}
