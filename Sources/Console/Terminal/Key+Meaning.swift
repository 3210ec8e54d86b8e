// SPDX-License-Identifier: Apache-2.0

extension Key {
    /// What a single character means that was typed; `nil` where it means nothing (NUL, C1, what was no UTF-8).
    init?(typed scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x08, 0x7F: self = .backspace
        case 0x09: self = .tab
        case 0x0A, 0x0D: self = .enter
        case 0x1F: self = .control("_")
        case 0x01...0x1A: self = .control(Unicode.Scalar(UInt8(scalar.value) + 0x60))
        case 0x20...0x7E: self = .text(scalar)
        case 0...0x9F, 0xFFFD: return nil
        default: self = .text(scalar)
        }
    }

    /// The same of one that was pasted: no control character of a paste does anything.
    init?(pasted scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x09: self = .pasted(" ")
        case 0x0A, 0x0D: self = .pasted("\n")
        case 0..<0x20, 0x7F...0x9F, 0xFFFD: return nil
        default: self = .pasted(scalar)
        }
    }

    /// A control sequence's meaning (CSI numbers final), or a single shift's (SS3 final).
    init(final: UInt8, numbers: [Int]) {
        let first = numbers.first ?? 0
        /// 1 + shift 1 + alt 2 + control 4
        let held = max((numbers.count > 1 ? numbers[1] : 1) - 1, 0)
        switch final {
        case UInt8(ascii: "A"): self = .up
        case UInt8(ascii: "B"): self = .down
        case UInt8(ascii: "C"): self = held & 6 != 0 ? .wordRight : .right
        case UInt8(ascii: "D"): self = held & 6 != 0 ? .wordLeft : .left
        case UInt8(ascii: "H"): self = .home
        case UInt8(ascii: "F"): self = .end
        case UInt8(ascii: "M"): self = .enter
        case UInt8(ascii: "R") where numbers.count == 2 && numbers[1] > 0:
            self = .cursorReport(row: first, column: numbers[1])
        case UInt8(ascii: "~"): self = Self.numbered(first)
        default: self = .unknown
        }
    }

    /// VT220 and its relatives.
    private static func numbered(_ number: Int) -> Key {
        switch number {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        default: .unknown
        }
    }
}
