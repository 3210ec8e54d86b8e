// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// One worker's replies: its desk, the terms that the desk was set up by, and which reply the kernel speaks of when it
/// tells of one's leaving.
struct ReplyMaker: ~Copyable {
    private var desk: ReplyDesk
    private var ledger = TransmitLedger()
    private let published: Posted<ReplyTerms>
    /// Which publication the desk was set up by, or a later one.
    private var count: UInt64
    private var remembering: InterleavedMemory.Remembering
    private var cookieKeys: CookieKeys
    /// Which of how many workers of the address it is.
    private let lane: (number: Int, of: Int)
    private var era: UInt32?

    init(_ published: Posted<ReplyTerms>, lane: (number: Int, of: Int)) {
        (self.published, self.lane) = (published, lane)
        count = published.count
        let terms = published.read()
        (remembering, cookieKeys) = (terms.remembering, terms.cookieKeys)
        desk = ReplyDesk(
            memory: Self.memory(terms, lane), authenticator: Self.authenticator(terms), nts: Self.nts(terms))
    }

    /// Once a batch: terms that have changed, and a clock that was stepped.
    /// - Parameter era: the clock's, which changes with each step.
    mutating func keepUp(era: UInt32) {
        if published.count != count { lookAtTheTerms() }
        guard era != self.era else { return }
        // What was before a step is no time to be told after it.
        if self.era != nil { desk.memory.forgetAll() }
        self.era = era
    }

    /// As ``ReplyDesk/respond(in:to:transmit:claim:)``.
    mutating func respond(
        in buffer: inout MutableSpan<UInt8>, to arrival: Responder.Arrival, transmit: NTPTimestamp, claim: ServerClaim
    ) throws(Refusal) -> Responder.Reply {
        try desk.respond(in: &buffer, to: arrival, transmit: transmit, claim: claim)
    }

    /// A reply goes out with the wish for a stamp.
    mutating func noteWish(_ reply: Responder.Reply) { ledger.note(reply.receive) }

    /// When the reply left that the kernel names so. One that seems to have left before it was asked for is another's.
    mutating func noteSent(_ number: UInt32, at transmit: NTPTimestamp) {
        guard let receive = ledger.take(number), Int64(bitPattern: transmit.raw &- receive.raw) > 0 else { return }
        desk.noteTransmitted(receive, at: transmit)
    }

    private mutating func lookAtTheTerms() {
        count = published.count
        let terms = published.read()
        desk.authenticator = Self.authenticator(terms)
        if terms.cookieKeys != cookieKeys {
            cookieKeys = terms.cookieKeys
            desk.nts = Self.nts(terms)
        }
        guard terms.remembering != remembering else { return }
        remembering = terms.remembering
        desk.memory = Self.memory(terms, lane)
    }

    private static func authenticator(_ terms: ReplyTerms) -> (any MessageAuthenticator)? {
        terms.keys.isEmpty ? nil : terms.authenticator(terms.keys)
    }

    private static func nts(_ terms: ReplyTerms) -> NTSDesk? {
        guard !terms.cookieKeys.keys.isEmpty, let cipher = terms.cipher() else { return nil }
        return NTSDesk(CookieJar(cipher, keys: terms.cookieKeys))
    }

    private static func memory(_ terms: ReplyTerms, _ lane: (number: Int, of: Int)) -> InterleavedMemory {
        // More workers than lanes leave those beyond to the plain mode: theirs would be another's timestamps.
        guard lane.number < 16 else { return InterleavedMemory(.nobody) }
        return InterleavedMemory(
            terms.remembering, capacity: terms.pairs, lane: lane.number, of: min(max(lane.of, 1), 16))
    }
}
