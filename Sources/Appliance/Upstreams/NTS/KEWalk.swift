// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// An errand on its way: a connection and what is said over it.
final class KEWalk {
    let errand: KEErrand
    private let stream: Stream
    private let visit: KEVisit
    private let until: MonotonicInstant
    private var isConnected = false

    init(_ errand: KEErrand, at now: MonotonicInstant) throws(KEFailure) {
        if let impediment = CryptoLibrary.impedimentOfTLS { throw .here(impediment) }
        self.errand = errand
        visit = KEVisit(try Self.session(errand), offering: errand.offer)
        do throws(SocketFault) { stream = try Stream(to: errand.endpoint) } catch {
            throw .unreachable(StreamFault(error).clause)
        }
        until = now + KEErrand.patience
    }

    private static func session(_ errand: KEErrand) throws(KEFailure) -> TLSSession {
        do throws(TLSFault) {
            // Read anew each time: the file may have changed.
            let context = try TLSContext.client(
                trusting: errand.authority, application: KENegotiation.applicationProtocol)
            guard let session = context.connect(to: errand.host, dating: errand.dating) else {
                throw .failed(errno: 12)
            }
            return session
        } catch {
            throw .here(error.clause + (errand.authority.map { " (\($0))" } ?? ""))
        }
    }

    /// Its place in what is waited for.
    func add(to wait: inout StreamWait) -> Int {
        wait.add(stream.raw, reads: isConnected, writes: !isConnected || !visit.pending.isEmpty)
    }

    /// Does what can be done by now.
    /// - Returns: what came of it; `nil`: it still goes on.
    func turn(_ isReady: Bool, at now: MonotonicInstant, room: inout [UInt8]) -> Result<KEYield, KEFailure>? {
        if isReady {
            if let fault = stream.fault { return .failure(.unreachable(fault.clause)) }
            isConnected = true
            receive(&room)
            send()
        }
        if let outcome = visit.outcome { return outcome }
        return now < until ? nil : .failure(.silent)
    }

    private func receive(_ room: inout [UInt8]) {
        while visit.outcome == nil {
            switch stream.receive(into: &room) {
            case .octets(let count): visit.take(room[..<count])
            case .later: return
            case .ended: return visit.close()
            }
        }
    }

    /// Also the last words: the other side shall not wait for more.
    private func send() {
        while !visit.pending.isEmpty {
            switch stream.send(visit.pending) {
            case .octets(let count): visit.noteSent(count)
            case .later: return
            case .ended: return visit.close()
            }
        }
    }
}
