// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct KissTests {
    private func kiss(
        _ code: KissCode, _ request: [UInt8], from port: UInt16 = 40_000, poll: Int8 = 4
    ) -> Result<[UInt8], Refusal> {
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(count: request.count, sourcePort: port, receive: NTPTimestamp(raw: 7))
        do throws(Refusal) {
            let count = try Responder.kiss(code, in: &span, to: arrival, poll: poll)
            return .success(Array(buffer[..<count]))
        } catch {
            return buffer == request ? .failure(error) : .success([])
        }
    }

    @Test func `a kiss of chronyd has these octets`() throws {
        // Leap 3, version 4, mode 4; stratum 0; the client's poll of 6; RATE.
        let expected = octets(
            """
            E4 00 06 00  00000000  00000000  52415445
            00000000 00000000  A05DCC24 5A661758  A05DCC24 5A661758  A05DCC24 5A661758
            """)
        #expect(try kiss(.rate, Request.chronyd).get() == expected)
    }

    @Test func `it asks for the longer of both intervals`() throws {
        #expect(try kiss(.rate, Request.chronyd, poll: 10).get()[2] == 10)
        #expect(try kiss(.rate, Request.timesyncd, poll: 3).get()[2] == 3)
        #expect(try kiss(.deny, Request.timesyncd, poll: -2).get()[2] == 0)
    }

    @Test(arguments: Request.all)
    func `every client is told in its version, in no more than it sent`(request: [UInt8]) throws {
        let reply = try kiss(.deny, request).get()
        let said = try #require(header(reply))
        #expect(reply.count == 48 && reply.count <= request.count)
        #expect(said.version == request[0] >> 3 & 7 && said.mode == .server)
        #expect(said.leap == .unknown && said.stratum == 0 && said.referenceID == 0x4445_4E59)
        #expect(reply[24..<32] == request[40..<48])
    }

    @Test func `nothing is told to what is no request`() {
        #expect(kiss(.rate, Array(Request.ntpdig[..<47])) == .failure(.tooShort))
        #expect(kiss(.rate, Request.ntpdig, from: 0) == .failure(.noReturnPort))
        #expect(kiss(.deny, octets("16 02 0001 0000 0000 0000 0000")) == .failure(.control))
        // A kiss is not answered by another.
        let told = octets("E4 00 06 00") + Request.chronyd[4...]
        #expect(kiss(.rate, told) == .failure(.server))
    }
}
