// SPDX-License-Identifier: Apache-2.0

import Board
import Compatibility

/// A clock, a server and five clients.
private struct View: Chronyc.View {
    var tracking = Chronyc.Tracking()
    var sources = [
        Chronyc.Source(.clock(0x5050_5300)), Chronyc.Source(.server(IPAddress(v4: 0xC000_0201), name: "ntp.example")),
    ]
    var server = Chronyc.ServerStatistics()
    var clients = (0..<5).map { Chronyc.Client(IPAddress(v4: $0)) }
}

/// Any datagram: either refused, or answered by no more octets than it had, with a head that repeats what was asked.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let request = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    guard let reply = try? Chronyc.answer(request, about: View()) else { return 0 }
    precondition(reply.count >= 28 && reply.count <= request.count)
    precondition(reply[0] == 6 && reply[1] == 2 && reply[4] == request[4] && reply[5] == request[5])
    precondition(reply[16..<20] == request[8..<12])
    // What was not one of the commands that only look has brought nothing but a status.
    let command = UInt16(request[4]) << 8 | UInt16(request[5])
    let looking: Set<UInt16> = [14, 15, 33, 34, 35, 41, 44, 51, 54, 55, 57, 65, 67, 68, 69]
    precondition(looking.contains(command) || reply.count == 28 && reply[9] != 0)
    return 0
}
