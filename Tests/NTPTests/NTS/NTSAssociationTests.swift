// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// When keys are asked for. What is done with them is tested where the arithmetic is.
struct NTSAssociationTests {
    private static func at(_ seconds: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(seconds)) }

    private func grant(_ cookies: Int = 8) -> KEGrant {
        KEGrant(
            agreement: .init(algorithm: .aesSIVCMAC256),
            cookies: (0..<cookies).map { [UInt8](repeating: UInt8($0), count: 100) })
    }

    private func session() throws -> NTSSession {
        let key = [UInt8](repeating: 9, count: 32)
        return try #require(NTSSession(grant(), clientToServer: key, serverToClient: key))
    }

    /// The next second after `start` at which keys are wanted.
    private func wanted(_ nts: NTSAssociation, after start: Int) -> Int? {
        var (low, high) = (start, start + 500_000)
        while low < high {
            let middle = (low + high) / 2
            if nts.wantsKeys(at: Self.at(middle), knowsTime: true) { high = middle } else { low = middle + 1 }
        }
        return nts.wantsKeys(at: Self.at(low), knowsTime: true) ? low : nil
    }

    @Test func `who gives no keys is asked less and less often, as the RFC has it`() {
        var (nts, now, waits) = (NTSAssociation(), 0, [Int]())
        for _ in 0..<32 {
            nts.asked(at: Self.at(now))
            #expect(!nts.wantsKeys(at: Self.at(now + 1_000_000), knowsTime: true), "it is being asked")
            let isLost = nts.failed(.refused(.noCookie), at: Self.at(now + 1))
            #expect(!isLost)
            guard let next = wanted(nts, after: now + 1) else { break }
            waits.append(next - now)
            now = next
        }
        #expect(Array(waits.prefix(5)) == [10, 15, 23, 34, 51])
        #expect(waits.last == 432_000 && nts.tries == 32)
    }

    @Test func `where there is no way, it is tried every quarter of an hour at the least`() {
        var (nts, now, longest) = (NTSAssociation(), 0, 0)
        for _ in 0..<30 {
            nts.asked(at: Self.at(now))
            _ = nts.failed(.silent, at: Self.at(now + 10))
            #expect(nts.isInVain)
            guard let next = wanted(nts, after: now + 10) else { break }
            (longest, now) = (max(longest, next - now), next)
        }
        #expect(longest == 900)
    }

    @Test func `keys that nothing was heard with do not shorten the wait`() throws {
        var nts = NTSAssociation()
        for now in [0, 10, 25] {
            nts.asked(at: Self.at(now))
            nts.granted(try session(), of: grant(), isDated: true, at: Self.at(now))
            nts.move()
        }
        #expect(wanted(nts, after: 25) == 25 + 23)
    }

    @Test func `keys are asked for anew after four weeks`() throws {
        var nts = NTSAssociation()
        nts.asked(at: Self.at(0))
        nts.granted(try session(), of: grant(), isDated: true, at: Self.at(0))
        #expect(!nts.wantsKeys(at: Self.at(28 * 86_400 - 1), knowsTime: true))
        #expect(nts.wantsKeys(at: Self.at(28 * 86_400), knowsTime: true))
    }

    @Test func `a certificate taken without the time is looked at again, and what it vouched for may fall`() throws {
        var nts = NTSAssociation()
        nts.asked(at: Self.at(0))
        nts.granted(try session(), of: grant(), isDated: false, at: Self.at(0))
        #expect(!nts.wantsKeys(at: Self.at(60), knowsTime: false))
        #expect(nts.wantsKeys(at: Self.at(60), knowsTime: true))
        nts.asked(at: Self.at(60))
        let isLostBySilence = nts.failed(.silent, at: Self.at(70))
        #expect(!isLostBySilence && nts.session != nil, "nothing was learned of the certificate")
        nts.asked(at: Self.at(100))
        let isLost = nts.failed(.certificate(.expired), at: Self.at(101))
        #expect(isLost && nts.session == nil)
    }

    @Test func `keys of a certificate that was good stay good while a fresh one cannot be had`() throws {
        var nts = NTSAssociation()
        nts.asked(at: Self.at(0))
        nts.granted(try session(), of: grant(), isDated: true, at: Self.at(0))
        nts.asked(at: Self.at(3_000_000))
        let isLost = nts.failed(.certificate(.expired), at: Self.at(3_000_001))
        #expect(!isLost && nts.session?.cookiesLeft == 8)
    }

    @Test func `an export that is not sure is asked for at once without the algorithm in doubt`() {
        var nts = NTSAssociation()
        #expect(nts.offer.count == 2)
        nts.asked(at: Self.at(0))
        _ = nts.failed(.refused(.unsureExport), at: Self.at(1))
        #expect(nts.offer == [.aesSIVCMAC256] && nts.wantsKeys(at: Self.at(1), knowsTime: true))
    }

    @Test func `no description tells a key`() throws {
        let session = try session()
        let told = "\(session) \(String(reflecting: session)) \(Mirror(reflecting: session).children.map(\.value))"
        #expect(!told.contains("9, 9") && told.contains("8 cookies"))
    }

    @Test(arguments: [
        KEFailure.here("x"), .unreachable("x"), .silent, .ended, .handshake(""), .handshake("x"), .refused(.noCookie),
        .certificate(.expired), .certificate(.notYetValid), .certificate(.name), .certificate(.untrusted),
        .certificate(.other("x")),
    ])
    func `each failure has its words`(failure: KEFailure) {
        #expect(!failure.clause.isEmpty && failure.clause.last != ".")
    }
}
