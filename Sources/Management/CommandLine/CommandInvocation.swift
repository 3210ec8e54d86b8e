// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What somebody wrote behind `gnomon` for a running appliance: the command, and how it is to be carried to it.
public struct CommandInvocation: Hashable, Sendable {
    public enum Wish: Hashable, Sendable {
        case perform(CommandCall)
        /// What there is to know of the commands that begin with these words; of all where there are none.
        case help([String], isJSON: Bool)
    }

    public private(set) var wish = Wish.help([], isJSON: false)
    /// `--socket`
    public private(set) var socket: String?
    /// `--password-stdin`: what is secret is read from standard input, a line each.
    public private(set) var readsSecrets = false
    /// `status --wait`, and for how long.
    public private(set) var wait: Duration?

    /// Throws where there is no such command, or an option makes no sense.
    public init(_ arguments: [String]) throws(CommandRefusal) {
        var sorter = Sorter(arguments)
        try sorter.sort()
        (socket, readsSecrets, wait) = (sorter.socket, sorter.readsSecrets, sorter.wait)
        let isHelp = sorter.words.first == "help"
        if isHelp || sorter.wantsHelp || sorter.words.isEmpty {
            let words = isHelp ? Array(sorter.words.dropFirst()) : sorter.words
            wish = .help(words, isJSON: sorter.wantsJSON)
            return
        }
        var call = try CommandCall(words: sorter.words, plainFrom: sorter.plainFrom)
        call.wantsJSON = call.wantsJSON || sorter.wantsJSON
        call.isConfirmed = call.isConfirmed || sorter.isConfirmed
        wish = .perform(call)
    }
}

/// Takes out what is meant for the program that carries the command.
private struct Sorter {
    private var rest: ArraySlice<String>
    var words: [String] = []
    /// From here on the words stood behind `--`.
    var plainFrom: Int?
    var socket: String?
    var readsSecrets = false
    var wantsHelp = false
    var wantsJSON = false
    var isConfirmed = false
    var wait: Duration?
    private var waits = false
    private var timeout: Duration?

    init(_ arguments: [String]) { rest = arguments[...] }

    mutating func sort() throws(CommandRefusal) {
        while let word = rest.popFirst() {
            if word == "--" {
                plainFrom = words.count
                words += rest
                break
            }
            if try !takes(word) { words.append(word) }
        }
        guard waits || timeout == nil else { throw CommandRefusal(.usage, "--timeout goes with --wait") }
        if waits { wait = timeout ?? .seconds(300) }
    }

    private mutating func takes(_ word: String) throws(CommandRefusal) -> Bool {
        switch word {
        case "--help", "-h": wantsHelp = true
        case "--json": wantsJSON = true
        case "--yes", "-y": isConfirmed = true
        case "--password-stdin": readsSecrets = true
        case "--wait" where words == ["status"]: waits = true
        case _ where word.hasOption("--socket"): socket = try value(of: "--socket", word)
        case _ where word.hasOption("--timeout") && words == ["status"]:
            timeout = try seconds(try value(of: "--timeout", word))
        default: return false
        }
        return true
    }

    /// Behind a `=`, or the next word.
    private mutating func value(of option: String, _ word: String) throws(CommandRefusal) -> String {
        let joined = word.dropFirst(option.count)
        if joined.hasPrefix("=") { return String(joined.dropFirst()) }
        guard let next = rest.popFirst() else { throw CommandRefusal(.usage, "\(option) needs a value") }
        return next
    }

    private func seconds(_ text: String) throws(CommandRefusal) -> Duration {
        guard let seconds = Double(text), (0...1e9).contains(seconds) else {
            throw CommandRefusal(.usage, "--timeout must be 0 to 1000000000 seconds")
        }
        return .seconds(seconds)
    }
}

extension String {
    fileprivate func hasOption(_ name: String) -> Bool { self == name || hasPrefix(name + "=") }
}
