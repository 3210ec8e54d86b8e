// SPDX-License-Identifier: Apache-2.0

import Board
import Testing

@testable import Compatibility

struct AnswerTests {
    private let view = FixedView.full

    private func answer(_ octets: [UInt8]) throws -> [UInt8] { try Chronyc.answer(octets, about: view) }

    @Test func `A request of chronyc 4.3 is answered with the head that it expects`() throws {
        // `chronyc -c tracking`, as it was captured.
        let asked = try octets("06010000 0021 0000 11223344 00000000 00000000" + String(repeating: "00", count: 84))
        let reply = try answer(asked)
        let golden = try octets("06020000 0021 0005 0000 0000 0000 0000 11223344 00000000 00000000")
        #expect(Array(reply.prefix(28)) == golden)
        #expect(reply.count == 104)
    }

    @Test func `No reply is longer than its request, whatever is asked at whatever length`() throws {
        for command in UInt16(0)...300 {
            for count in 0...600 {
                let asked = request(command, [0, 0, 0, 1], count: count)
                guard asked.count == count || count < 24 else { continue }
                guard let reply = try? answer(asked) else {
                    #expect(count < 28)
                    continue
                }
                #expect(reply.count <= asked.count && reply.count >= 28)
                #expect(reply[4..<6] == asked[4..<6] && reply[8..<12] != asked[8..<12])
                #expect(reply[16..<20] == asked[8..<12])
            }
        }
    }

    @Test(
        arguments: [
            (48, 14), (59, 14), (60, 22), (71, 22), (72, 24), (195, 24), (196, 25), (416, 25),
        ] as [(Int, UInt16)])
    func `Which form of the server's statistics a client knows is told by its request's length`(
        count: Int, code: UInt16
    ) throws {
        #expect(head(try answer(request(54, count: count))) == [54, code, 0])
    }

    @Test(arguments: [(152, 16), (171, 16), (172, 26)] as [(Int, UInt16)])
    func `So it is with what was exchanged with a server`(count: Int, code: UInt16) throws {
        let address: [UInt8] = [192, 0, 2, 1] + [UInt8](repeating: 0, count: 12) + [0, 1, 0, 0]
        #expect(head(try answer(request(57, address, count: count))) == [57, code, 0])
    }

    @Test(arguments: [14, 15, 33, 34, 41, 44, 54, 55, 68, 69] as [UInt16])
    func `A request too short for what is asked is told so`(command: UInt16) throws {
        #expect(head(try answer(request(command, count: 28))) == [command, 1, 19])
    }

    @Test func `What would change something is not authorised`() throws {
        let looking = Set(Chronyc.Command.allCases.map(\.rawValue))
        for command in UInt16(1)...75 where !looking.contains(command) && !(38...40).contains(command) {
            #expect(head(try answer(request(command, count: 600))) == [command, 1, 2])
        }
        // To list the clients and count from zero again.
        let reset: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1]
        #expect(head(try answer(request(68, reset, count: 600))) == [68, 1, 2])
    }

    @Test(arguments: [0, 38, 39, 40, 76, 255, 256, 65535] as [UInt16])
    func `A command that does not exist is invalid`(command: UInt16) throws {
        #expect(head(try answer(request(command, count: 100))) == [command, 1, 3])
    }

    @Test func `What there is none of is said as chronyd says it`() throws {
        #expect(head(try answer(request(15, [0, 0, 0, 3], count: 100))) == [15, 1, 4])
        #expect(head(try answer(request(15, [0xFF, 0xFF, 0xFF, 0xFF], count: 100))) == [15, 1, 4])
        #expect(head(try answer(request(57, count: 200))) == [57, 1, 4])
        #expect(head(try answer(request(35, count: 100))) == [35, 1, 13])
        #expect(head(try answer(request(51, count: 100))) == [51, 1, 6])
    }

    @Test func `A client of the version before is told that it is the wrong one`() throws {
        #expect(head(try answer(request(33, count: 40, version: 5))) == [33, 1, 18])
    }

    @Test(
        arguments: [
            (request(33, count: 20), .tooShort), (request(33, count: 1025), .tooLong), ([], .tooShort),
            (request(33, count: 104, version: 4), .version), (request(33, count: 104, version: 7), .version),
            ([6, 2] + request(33, count: 104).dropFirst(2), .notARequest),
            ([6, 1, 1] + request(33, count: 104).dropFirst(3), .notARequest),
        ] as [([UInt8], Chronyc.Refusal)])
    func `What cannot be answered is refused with its reason`(octets: [UInt8], reason: Chronyc.Refusal) {
        #expect(throws: reason) { try Chronyc.answer(octets, about: view) }
    }

    @Test func `Clients are listed eight at a time until all were looked at`() throws {
        var (first, found) = (UInt8(0), [UInt8]())
        while first < 20 {
            let reply = try answer(request(68, [0, 0, 0, first, 0, 0, 0, 8], count: 520))
            #expect(reply.count == 520 && reply[31] == 20)
            for place in 0..<Int(reply[39]) { found.append(reply[40 + place * 60 + 3]) }
            first = reply[35]
        }
        #expect(found == Array(0..<20))
    }

    @Test func `Those who asked less often than is wanted are left out`() throws {
        let reply = try answer(request(68, [0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 17], count: 520))
        #expect(reply[39] == 3 && reply[35] == 20)
        #expect(reply[43] == 17)
    }

    @Test func `A server is known by its name`() throws {
        let address: [UInt8] = [192, 0, 2, 1] + [UInt8](repeating: 0, count: 12) + [0, 1, 0, 0]
        let reply = try answer(request(65, address, count: 284))
        #expect(String(decoding: reply[28..<39], as: UTF8.self) == "ntp.example")
        #expect(reply[39...].allSatisfy { $0 == 0 })
    }

    @Test func `Servers are counted as online, clocks of this machine's are not`() throws {
        #expect(try answer(request(44, count: 48))[28...] == [0, 0, 0, 1] + [UInt8](repeating: 0, count: 16))
    }
}
