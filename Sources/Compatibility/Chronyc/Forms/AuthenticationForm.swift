// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// `RPY_AuthData`: how a server proves who it is.
    struct AuthenticationData: Form {
        static var code: ReplyCode { .authenticationData }
        static var size: Int { 24 }
        /// `RPY_AD_MD_NONE`, `RPY_AD_MD_SYMMETRIC`, `RPY_AD_MD_NTS`
        private enum Mode: UInt16 { case none, symmetric, nts }

        var proof: Proof

        func write(into octets: inout OctetWriter) {
            switch proof {
            case .none: put(.none, octets: &octets)
            case .key(let number): put(.symmetric, key: number, octets: &octets)
            case .nts(let nts):
                put(.nts, key: nts.agreements, type: nts.algorithm, length: nts.keyLength, nts, octets: &octets)
            }
        }

        private func put(
            _ mode: Mode, key: UInt32 = 0, type: UInt16 = 0, length: UInt16 = 0, _ nts: NTSData = NTSData(),
            octets: inout OctetWriter
        ) {
            octets.put(mode.rawValue)
            octets.put(type)
            octets.put(key)
            octets.put(length)
            octets.put(nts.tries)
            octets.put(nts.age ?? .max)
            octets.put(nts.cookies)
            octets.put(nts.cookieCount)
            octets.put(nts.negatives)
            octets.put(UInt16(0))
        }
    }
}
