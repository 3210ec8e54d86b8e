// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

@Suite struct PeerReplyTests {
    private static let toy = ToyAuthenticator("5 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1")

    /// As chronyd sends one, with its own idea of the time in it.
    private static var request: [UInt8] {
        var header = NTPHeader(version: 4, mode: .symmetricActive)
        (header.stratum, header.poll, header.precision) = (11, 6, -24)
        (header.origin, header.receive) = (NTPTimestamp(raw: 7), NTPTimestamp(raw: 8))
        header.transmit = NTPTimestamp(raw: 0xE900_0000_0001_0203)
        return written(header)
    }

    private func answer(
        _ request: [UInt8], isFromPeer: Bool = true, remembering: InterleavedMemory.Remembering = .everyone
    ) -> Result<[UInt8], Refusal> {
        var desk = ReplyDesk(memory: InterleavedMemory(remembering), authenticator: Self.toy)
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(
            count: request.count, sourcePort: 123, receive: NTPTimestamp(raw: 0xE900_0000_1234_5678),
            isFromPeer: isFromPeer)
        do throws(Refusal) {
            let reply = try desk.respond(
                in: &span, to: arrival, transmit: NTPTimestamp(raw: 0xE900_0000_1300_0000), claim: claim(state()))
            return .success(Array(buffer[..<reply.count]))
        } catch {
            return .failure(error)
        }
    }

    @Test func `A peer is told the time at once, as a passive one tells it`() throws {
        let reply = try #require(header(try answer(Self.request).get()))
        #expect(reply.mode == .symmetricPassive && reply.stratum == 1 && reply.poll == 6)
        #expect(reply.origin.raw == 0xE900_0000_0001_0203)
        // Whatever the memory makes of the last bits, by which it knows its timestamps again.
        #expect(reply.receive.raw &- 0xE900_0000_1234_5600 < 256 && reply.transmit.raw == 0xE900_0000_1300_0000)
    }

    @Test func `Nobody else is answered in symmetric mode, nor anybody in the passive one`() {
        #expect(answer(Self.request, isFromPeer: false) == .failure(.symmetric))
        var passive = Self.request
        passive[0] = 0x22
        #expect(answer(passive) == .failure(.symmetric))
    }

    @Test func `A peer's MAC is answered by one, and a wrong one by nothing`() throws {
        let signed = Self.toy.signed(Self.request, 5)
        let reply = try answer(signed).get()
        #expect(Array(reply) == Self.toy.signed(Array(reply[..<48]), 5))
        var forged = signed
        forged[50] ^= 1
        #expect(answer(forged) == .failure(.badMAC))
    }

    @Test func `The policy knows the peers, whoever else is allowed`() throws {
        let peer = try #require(AddressBlock(number: 0xFFFF_0A00_0002, length: 128))
        let policy = try #require(AccessPolicy(allow: [], deny: [], peers: [peer]))
        #expect(policy.isPeer(0xFFFF_0A00_0002) && !policy.isPeer(0xFFFF_0A00_0003))
        #expect(policy.allows(0xFFFF_0A00_0003))
        #expect(!AccessPolicy.everyone.isPeer(0xFFFF_0A00_0002))
    }
}
