// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux

extension clinux_endpoint {
    init(_ endpoint: IPEndpoint) {
        self.init()
        port = endpoint.port
        scope = endpoint.scope
        let number = endpoint.address.number.bigEndian
        unsafe withUnsafeMutableBytes(of: &octets) { unsafe $0.storeBytes(of: number, as: UInt128.self) }
    }
}

extension IPEndpoint {
    init(_ raw: clinux_endpoint) {
        let number = unsafe withUnsafeBytes(of: raw.octets) { unsafe $0.loadUnaligned(as: UInt128.self) }
        self.init(IPAddress(number: UInt128(bigEndian: number)), port: raw.port, scope: raw.scope)
    }
}
