// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The four letters that say where the time comes from (RFC 5905, figures 12 and 13).
public enum ReferenceID {
    static let initialising = letters("INIT")

    static func code(of state: TimeState) -> UInt32 {
        // Above stratum 1 it is the upstream's address.
        state.phase == .fallback ? state.upstream?.referenceID ?? 0 : code(of: state.reference)
    }

    /// Whoever claims stratum 1 has a source, even where it is not told which.
    public static func code(of reference: TimeReference) -> UInt32 {
        reference == .none ? TimeReference.gnss.refidCode : reference.refidCode
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
