// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ResponderPropertyTests {
    private func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
        case 1:
            bytes += (0..<Int.random(in: 0...120, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
        case 2: bytes += [1, 4, 0, UInt8.random(in: 0...255, using: &random)] + [UInt8](repeating: 0, count: 28)
        case 3 where !bytes.isEmpty: bytes[0] = .random(in: 0...255, using: &random)
        default:
            for _ in 0..<4 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
        }
    }

    /// What the answer must be, said again in other words.
    private func check(_ request: [UInt8], port: UInt16) -> Bool {
        guard case .success(let reply) = answer(request, from: port) else { return true }
        let version = request[0] >> 3 & 7
        let asksAsClient = request[0] & 7 == 3 || (version == 1 && request[0] & 7 == 0 && port != 123)
        return reply.count == 48 && reply.count <= request.count && request.count % 4 == 0 && port != 0
            && (1...4).contains(version) && asksAsClient
            && reply[0] & 0x3F == version << 3 | 4 && reply[24..<32] == request[40..<48] && reply[2] == request[2]
    }

    @Test func `200 000 mutated requests are answered rightly or refused, never longer, and none traps`() {
        var random = Seeded(state: 0x4E54_5000)
        var faults = 0
        var answered = 0
        for round in 0..<200_000 {
            var request = Request.all[round % Request.all.count]
            for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&request, &random) }
            let port = [0, 123, 40_000][Int.random(in: 0..<3, using: &random)]
            if !check(request, port: UInt16(port)) { faults += 1 }
            if case .success = answer(request, from: UInt16(port)) { answered += 1 }
        }
        #expect(faults == 0)
        #expect((20_000...180_000).contains(answered))
    }

    @Test func `octets beyond the request, in a larger buffer, do not matter`() throws {
        for filling: UInt8 in [0, 0xFF] {
            var buffer = Request.chronyd + [UInt8](repeating: filling, count: 2000)
            var span = buffer.mutableSpan
            let arrival = Responder.Arrival(count: 48, sourcePort: 40_000, receive: .unset)
            let length = try Responder.respond(in: &span, to: arrival, transmit: .unset, claim: claim(state()))
            #expect(length == 48)
            #expect(buffer[48...].allSatisfy { $0 == filling })
        }
    }
}
