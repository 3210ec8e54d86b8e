// SPDX-License-Identifier: Apache-2.0

/// NMEA 0183 sentences: `$` or `!`, printable characters, optionally `*` and two hexadecimal digits (the exclusive
/// or of all between), carriage return and line feed. A missing carriage return is forgiven, as is a missing line
/// feed; a new `$` begins anew (so a doubled one is harmless); any other control or binary byte breaks it off.
extension FrameScanner {
    mutating func lookForSentence() -> Verdict {
        let length = end - start
        var index = max(searched, 1)
        while index < length {
            let byte = storage[start + index]
            if !isSentenceText(byte) { return lookAtEnd(index, byte) }
            index += 1
        }
        searched = index
        if length >= limits.nmeaSentence {
            counters.oversize &+= 1
            return .garbage(length)
        }
        awaitsTextEnd = true
        return .needs(limits.nmeaSentence)
    }

    /// The text ends before `index`, where `byte` is no character of a sentence.
    private mutating func lookAtEnd(_ index: Int, _ byte: UInt8) -> Verdict {
        switch byte {
        case UInt8(ascii: "\n"):
            return judge(text: index, length: index + 1)
        case UInt8(ascii: "\r"):
            searched = index
            if end - start == index + 1 { return .needs(index + 2) }
            let isFollowed = storage[start + index + 1] == UInt8(ascii: "\n")
            return judge(text: index, length: index + (isFollowed ? 2 : 1))
        default:
            return .garbage(index)
        }
    }

    /// Judges the sentence whose text, start sign and checksum included, is `text` bytes long.
    private mutating func judge(text: Int, length: Int) -> Verdict {
        var sum: UInt8 = 0
        var index = 1
        while index < text && storage[start + index] != UInt8(ascii: "*") {
            sum ^= storage[start + index]
            index += 1
        }
        guard index > 1 else { return .garbage(length) }
        if index == text { return found(.absent, content: 1..<index, length: length) }
        guard text == index + 3, hexValue(at: index + 1) == sum >> 4, hexValue(at: index + 2) == sum & 15 else {
            counters.nmeaChecksumFailures &+= 1
            return .garbage(length)
        }
        return found(.matches, content: 1..<index, length: length)
    }

    private mutating func found(_ checksum: NMEAChecksum, content: Range<Int>, length: Int) -> Verdict {
        counters.nmea &+= 1
        if checksum == .absent { counters.nmeaWithoutChecksum &+= 1 }
        return .frame(.nmea(checksum), length: length, content: content)
    }

    private func hexValue(at index: Int) -> UInt8? {
        let byte = storage[start + index]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
        default: return nil
        }
    }
}
