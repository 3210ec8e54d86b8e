// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The four letters that say where the time comes from (RFC 5905, figures 12 and 13).
public enum ReferenceID {
    static let initialising = letters("INIT")

    /// GPS and GAL are in IANA's registry; the others are what the field writes, since the registry has none.
    static func code(of state: TimeState) -> UInt32 {
        // Above stratum 1 it is the upstream's address, which the state does not tell: none.
        state.phase == .fallback ? 0 : code(of: state.reference)
    }

    public static func code(of reference: TimeReference) -> UInt32 {
        switch reference {
        case .gps: letters("GPS")
        case .galileo: letters("GAL")
        case .beidou: letters("BDS")
        case .glonass: letters("GLO")
        case .qzss: letters("QZSS")
        case .navic: letters("IRNS")
        case .gnss, .none: letters("GNSS")
        }
    }

    /// Left-justified, padded with zeros.
    static func letters(_ name: StaticString) -> UInt32 {
        var code: UInt32 = 0
        name.withUTF8Buffer {
            for index in 0..<4 { unsafe code = code << 8 | UInt32(index < $0.count ? $0[index] : 0) }
        }
        return code
    }
}
