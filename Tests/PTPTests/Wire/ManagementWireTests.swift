// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

@Suite struct ManagementWireTests {
    @Test func `a question has no data`() throws {
        let bytes = try golden("management-get")
        let message = try #require(read(ManagementMessage.self, bytes))
        #expect(message.targetPortIdentity == .all && message.action == .get && message.boundaryHops == 1)
        let asked = tlvs(bytes, from: ManagementMessage.count) { ManagementTLV($0, $1) }
        #expect(asked.compactMap(\.self).map { ($0.id, $0.count) }.allSatisfy { $0 == (.parentDataSet, 0) })
        let mine = written { buffer in
            let count = message.write(into: &buffer)
            return ManagementTLV.append(.parentDataSet, to: &buffer, after: count)
        }
        #expect(mine == bytes)
    }

    @Test func `an answer of an odd length gets a zero`() throws {
        var message = ManagementMessage(header: header(flags: .unicast))
        (message.targetPortIdentity, message.action) = (client, .response)
        let mine = written { buffer in
            let count = message.write(into: &buffer)
            return ManagementTLV.append(.priority1, to: &buffer, after: count) { buffer, offset in
                buffer[offset] = 128
                return 1
            }
        }
        #expect(mine == (try golden("management-response")))
    }

    @Test func `a text is cut to 255 octets between two characters`() {
        #expect(PTPText(String(repeating: "é", count: 200)).octets.count == 254)
        #expect("\(PTPText("Zürich"))" == "Zürich")
    }
}
