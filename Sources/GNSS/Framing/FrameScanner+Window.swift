// SPDX-License-Identifier: Apache-2.0

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
    /// True when the window is worth a look.
    @inline(__always)
    mutating func append(_ byte: UInt8) -> Bool {
        if end == storage.count { moveToFront() }
        storage[end] = byte
        end &+= 1
        counters.bytes &+= 1
        return end &- start >= needed
    }

    /// The next frame in the window, with its content's place in `storage`; `nil` when more bytes are needed.
    /// The content stays where it is until the next call.
    mutating func next() -> (frame: Frame, content: Range<Int>)? {
        while end - start >= needed {
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

    private mutating func look() -> Verdict {
        switch storage[start] {
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
        (needed, searched) = (1, 0)
    }

    private mutating func moveToFront() {
        for index in start..<end { storage[index - start] = storage[index] }
        (start, end) = (0, end - start)
    }
}
