// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP

/// What all conversations of one thread need.
struct KETerms: ~Copyable {
    var jar: CookieJar
    var place: KENegotiation.Place
}

/// One client's key establishment: TLS, its records, our answer, and the end. It has octets of the network come in and
/// go out, and no socket.
final class KEConversation {
    /// What became of it.
    enum Outcome: UInt8, Sendable, CaseIterable {
        /// It got keys and cookies.
        case answered
        /// Its records were answered with an error, or with nothing in common.
        case refused
        /// TLS was not agreed upon.
        case handshake
        /// It took too long, or went away, or sent too much.
        case abandoned
    }

    /// All that a client has to say fits, twice.
    private static let mostOctets = 2 * KEReader.longest

    private let session: TLSSession
    private var reader = KEReader()
    private var isShaken = false
    private var taken = 0
    /// `nil`: it still goes on.
    private(set) var outcome: Outcome?
    /// What is to be sent.
    private(set) var pending: ArraySlice<UInt8> = []

    init(_ session: TLSSession) { self.session = session }

    /// So many of ``pending`` are sent.
    func noteSent(_ count: Int) { pending = pending.dropFirst(count) }

    /// Octets came from the network.
    func take(_ octets: ArraySlice<UInt8>, _ terms: inout KETerms) {
        guard outcome == nil else { return }
        taken += octets.count
        guard taken <= Self.mostOctets, session.feed(octets) else { return end(.abandoned) }
        if !isShaken { shake() }
        if isShaken, outcome == nil { read(&terms) }
        pending += session.drain()
    }

    private func shake() {
        switch session.shake() {
        case .done: isShaken = true
        case .waiting: break
        case .ended, .failed: outcome = .handshake
        }
    }

    private func read(_ terms: inout KETerms) {
        var said: [UInt8] = []
        let progress = session.read(into: &said)
        switch reader.take(said) {
        case .message(let records): answer(records, &terms)
        case .malformed: say(KENegotiation.message(.badRequest), .refused)
        case .unfinished: if progress != .waiting { end(.abandoned) }
        }
    }

    private func answer(_ records: [KERecord], _ terms: inout KETerms) {
        switch KENegotiation.answer(records) {
        case .fault(let fault): say(KENegotiation.message(fault), .refused)
        case .nothingInCommon(let records): say(KENegotiation.message(records), .refused)
        case .keys(let agreement):
            guard let cookies = cookies(agreement, &terms) else {
                return say(KENegotiation.message(.internalError), .refused)
            }
            say(KENegotiation.message(agreement, cookies: cookies, place: terms.place), .answered)
        }
    }

    private func cookies(_ agreement: KENegotiation.Agreement, _ terms: inout KETerms) -> [[UInt8]]? {
        let algorithm = agreement.algorithm
        guard let toServer = export(agreement, toServer: true), let toClient = export(agreement, toServer: false) else {
            return nil
        }
        var cookies: [[UInt8]] = []
        for _ in 0..<KENegotiation.cookies {
            var cookie = [UInt8](repeating: 0, count: CookieJar.cookieCount(algorithm))
            var span = cookie.mutableSpan
            guard
                terms.jar.make(
                    algorithm, clientToServer: toServer.span, serverToClient: toClient.span, into: &span)
            else { return nil }
            cookies.append(cookie)
        }
        return cookies
    }

    private func export(_ agreement: KENegotiation.Agreement, toServer: Bool) -> [UInt8]? {
        session.export(
            label: KENegotiation.exporterLabel, context: agreement.context(toServer: toServer),
            count: agreement.algorithm.keyCount)
    }

    private func say(_ message: [UInt8], _ outcome: Outcome) {
        self.outcome = session.write(message) ? outcome : .abandoned
        session.end()
    }

    private func end(_ outcome: Outcome) {
        self.outcome = outcome
        session.end()
    }
}
