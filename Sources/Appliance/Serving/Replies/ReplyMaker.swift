// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// One worker's replies: its desk, the terms that the desk was set up by, and which reply the kernel speaks of when it
/// tells of one's leaving.
struct ReplyMaker: ~Copyable {
    private var desk: ReplyDesk
    private var ledger = TransmitLedger()
    private var sampler = DepartureSampler()
    /// Where it is told how wrong transmit timestamps were; `nil`: nowhere, and none is looked at for that alone.
    private let errors: TransmitErrors?
    /// What the reply at work has for its transmit timestamp.
    private var written = NTPTimestamp.unset
    private let published: Posted<ReplyTerms>
    /// Which publication the desk was set up by, or a later one.
    private var count: UInt64
    private var remembering: InterleavedMemory.Remembering
    private var cookieKeys: CookieKeys
    /// Which of how many workers of the address it is.
    private let lane: (number: Int, of: Int)
    private var era: UInt32?
    private let firstEpoch: UInt32

    init(_ published: Posted<ReplyTerms>, lane: (number: Int, of: Int), errors: TransmitErrors? = nil) {
        (self.published, self.lane, self.errors) = (published, lane, errors)
        count = published.count
        let terms = published.read()
        (remembering, cookieKeys) = (terms.remembering, terms.cookieKeys)
        desk = ReplyDesk(
            rules: Self.rules(terms), memory: Self.memory(terms, lane), authenticator: Self.authenticator(terms),
            nts: Self.nts(terms))
        firstEpoch = terms.firstEpoch
    }

    /// Once a batch: terms that have changed, and a clock that was stepped.
    /// - Parameter era: the clock's, which changes with each step.
    mutating func keepUp(era: UInt32) {
        if published.count != count { lookAtTheTerms() }
        guard era != self.era else { return }
        // What was before a step is no time to be told after it.
        if self.era != nil {
            desk.memory.forgetAll()
            ledger.forgetAll()
        }
        self.era = era
        desk.epoch = firstEpoch &+ era
    }

    /// As ``ReplyDesk/respond(in:to:transmit:claim:)``.
    mutating func respond(
        in buffer: inout MutableSpan<UInt8>, to arrival: Responder.Arrival, transmit: NTPTimestamp, claim: ServerClaim
    ) throws(Refusal) -> Responder.Reply {
        written = transmit
        return try desk.respond(in: &buffer, to: arrival, transmit: transmit, claim: claim)
    }

    /// Whether it is to be told when that reply leaves: for its client, or to see how wrong its own word was.
    mutating func wantsStamp(_ reply: Responder.Reply) -> Bool {
        let isSample = errors != nil && sampler.takes(written)
        return reply.wantsTransmitStamp || isSample
    }

    /// A reply goes out with the wish for a stamp.
    mutating func noteWish(_ reply: Responder.Reply) { ledger.note(reply.receive, written: written) }

    /// When the reply left that the kernel names so. One that seems to have left before it was asked for is another's.
    mutating func noteSent(_ stamp: SentStamp, at transmit: NTPTimestamp) {
        guard let reply = ledger.take(stamp.number, isByCard: stamp.isByCard) else { return }
        guard Int64(bitPattern: transmit.raw &- reply.receive.raw) > 0 else { return }
        errors?.note(transmit - reply.written, isByCard: stamp.isByCard, at: stamp.at)
        desk.noteTransmitted(reply.receive, at: transmit)
    }

    private mutating func lookAtTheTerms() {
        count = published.count
        let terms = published.read()
        (desk.authenticator, desk.rules) = (Self.authenticator(terms), Self.rules(terms))
        if terms.cookieKeys != cookieKeys {
            cookieKeys = terms.cookieKeys
            desk.take(Self.nts(terms))
        }
        guard terms.remembering != remembering else { return }
        remembering = terms.remembering
        desk.memory = Self.memory(terms, lane)
    }

    private static func rules(_ terms: ReplyTerms) -> Responder.Rules {
        var rules = Responder.Rules()
        rules.tellsMonotonicRoot = terms.tellsMonotonicRoot
        return rules
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
