// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP

/// One visit to a server of key establishment, as its client: TLS, what we offer, its answer, and the keys. It has octets
/// of the network come in and go out, and no socket.
final class KEVisit {
    /// All that a server has to say fits, twice.
    private static let mostOctets = 2 * KEReader.longest

    private let session: TLSSession
    private let offer: [AEADAlgorithm]
    private var reader = KEReader()
    private var isShaken = false
    private var taken = 0
    /// What is to be sent.
    private(set) var pending: ArraySlice<UInt8> = []
    /// `nil`: it still goes on.
    private(set) var outcome: Result<KEYield, KEFailure>?

    init(_ session: TLSSession, offering offer: [AEADAlgorithm]) {
        (self.session, self.offer) = (session, offer)
        shake()
        pending += session.drain()
    }

    /// So many of ``pending`` are sent.
    func noteSent(_ count: Int) { pending = pending.dropFirst(count) }

    /// Octets came from the network.
    func take(_ octets: ArraySlice<UInt8>) {
        guard outcome == nil else { return }
        taken += octets.count
        guard taken <= Self.mostOctets, session.feed(octets) else { return fail(.refused(.malformed)) }
        if !isShaken { shake() }
        if isShaken, outcome == nil { read() }
        pending += session.drain()
    }

    /// Nothing more comes.
    func close() { if outcome == nil { fail(.ended) } }

    private func shake() {
        switch session.shake() {
        case .done:
            isShaken = true
            if !session.write(KEInquiry.message(offering: offer)) { fail(.handshake("")) }
        case .waiting: break
        case .ended: fail(.ended)
        case .failed(let words): fail(session.flaw.map(KEFailure.certificate) ?? .handshake(words))
        }
    }

    private func read() {
        var said: [UInt8] = []
        let progress = session.read(into: &said)
        switch reader.take(said) {
        case .message(let records): conclude(records)
        case .malformed: fail(.refused(.malformed))
        case .unfinished:
            switch progress {
            case .waiting, .done: break
            case .ended: fail(.ended)
            case .failed(let words): fail(.handshake(words))
            }
        }
    }

    private func conclude(_ records: [KERecord]) {
        do throws(KERefusal) {
            let grant = try KEInquiry.read(records, offered: offer)
            guard let toServer = export(grant.agreement, toServer: true),
                let toClient = export(grant.agreement, toServer: false),
                let made = NTSSession(grant, clientToServer: toServer, serverToClient: toClient)
            else { return fail(.here("the library gives no keys")) }
            outcome = .success(KEYield(session: made, grant: grant))
            session.end()
        } catch { fail(.refused(error)) }
    }

    private func export(_ agreement: KENegotiation.Agreement, toServer: Bool) -> [UInt8]? {
        session.export(
            label: KENegotiation.exporterLabel, context: agreement.context(toServer: toServer),
            count: agreement.algorithm.keyCount)
    }

    private func fail(_ failure: KEFailure) {
        guard outcome == nil else { return }
        outcome = .failure(failure)
        if isShaken { session.end() }
    }
}

/// What a visit yields.
struct KEYield: Sendable {
    var session: NTSSession
    var grant: KEGrant
}
