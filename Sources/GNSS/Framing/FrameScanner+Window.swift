// SPDX-License-Identifier: Apache-2.0

/// Whether a sentence goes on with this byte: printable ASCII, but no `$`, which begins another.
@inline(__always)
func isSentenceText(_ byte: UInt8) -> Bool { byte &- 0x20 <= 0x5E && byte != UInt8(ascii: "$") }

/// What a look at the window's beginning tells.
enum Verdict {
    /// Nothing yet: look again when the window holds this many bytes.
    case needs(Int)
    /// A frame of this many bytes, whose content lies at these places of the window.
    case frame(Frame.Kind, length: Int, content: Range<Int>)
    /// A frame that is known and of no interest.
    case skipped(length: Int)
    /// This many bytes are part of nothing.
    case garbage(Int)
}

extension FrameScanner {
    /// Takes bytes from `index` on, until the window is worth a look (true) or they have all been taken.
    mutating func take(_ bytes: Span<UInt8>, from index: inout Int) -> Bool {
        if end == storage.count { moveToFront() }
        let room = min(bytes.count, index + storage.count - end)
        let (lookAt, stopsAtTextEnd) = (start + needed, awaitsTextEnd)
        var (place, next, isDue) = (end, index, false)
        var window = storage.mutableSpan
        while next < room && !isDue {
            let byte = bytes[next]
            window[place] = byte
            place &+= 1
            next &+= 1
            isDue = place >= lookAt || (stopsAtTextEnd && !isSentenceText(byte))
        }
        counters.bytes &+= UInt64(next - index)
        (end, index) = (place, next)
        return isDue
    }

    /// The next frame in the window, with its content's place in `storage`; `nil` when more bytes are needed.
    /// The content stays where it is until the next call.
    mutating func next() -> (frame: Frame, content: Range<Int>)? {
        while isDue {
            switch look() {
            case .needs(let count):
                needed = count
            case .frame(let kind, let length, let content):
                let place = start + content.lowerBound..<start + content.upperBound
                return (accept(kind, length: length), place)
            case .skipped(let length):
                counters.framedBytes &+= UInt64(length)
                consume(length)
            case .garbage(let count):
                discard(count)
            }
        }
        return nil
    }

    private var isDue: Bool {
        end - start >= needed || (awaitsTextEnd && end - start > searched && !isSentenceText(storage[end - 1]))
    }

    private mutating func look() -> Verdict {
        awaitsTextEnd = false
        return switch storage[start] {
        case UInt8(ascii: "$"), UInt8(ascii: "!"): lookForSentence()
        case UBXFraming.sync1: lookForUBX()
        case RTCM3.preamble where limits.recognisesRTCM: lookForRTCM()
        default: .garbage(1)
        }
    }

    private mutating func accept(_ kind: Frame.Kind, length: Int) -> Frame {
        let offset = counters.bytes &- UInt64(end - start)
        let frame = Frame(kind: kind, offset: offset, arrival: arrivals.arrival(of: offset), length: length)
        counters.framedBytes &+= UInt64(length)
        consume(length)
        return frame
    }

    mutating func discard(_ count: Int) {
        counters.garbageBytes &+= UInt64(count)
        consume(count)
    }

    private mutating func consume(_ count: Int) {
        start += count
        // The bytes stay in place for the caller of `next`; only the next append may overwrite them.
        if start == end { (start, end) = (0, 0) }
        (needed, searched, awaitsTextEnd) = (1, 0, false)
    }

    private mutating func moveToFront() {
        for index in start..<end { storage[index - start] = storage[index] }
        (start, end) = (0, end - start)
    }
}
