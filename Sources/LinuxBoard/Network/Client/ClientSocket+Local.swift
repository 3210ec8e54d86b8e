// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux

extension ClientSocket {
    /// Our address on the way to the server; `nil` where there is none.
    public var local: IPAddress? {
        var endpoint = clinux_endpoint()
        guard unsafe clinux_udp_local(number, &endpoint) == 0 else { return nil }
        return IPEndpoint(endpoint).address
    }
}
