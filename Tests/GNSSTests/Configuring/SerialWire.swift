// SPDX-License-Identifier: Apache-2.0

/// A wire at bit level: a sender's bytes at one speed as a receiver at another speed takes them, 8N1.
///
/// Times are in seconds; a byte is a start bit, eight bits, lowest first, and a stop bit.
struct SerialWire {
    /// Bytes one after the other, from this time on, seconds.
    struct Burst {
        var start: Double
        var bytes: [UInt8]
    }

    let speed: Double
    var bursts: [Burst]

    /// The bytes that a UART takes between two times, each with the time at which it is complete. What has no
    /// stop bit is dropped, as the kernel does with IGNPAR.
    func heard(at receiving: Double, from begin: Double, to end: Double) -> [(time: Double, byte: UInt8)] {
        var taken: [(Double, UInt8)] = []
        var time = begin
        while let edge = nextFall(from: time, to: end) {
            var byte: UInt8 = 0
            for bit in 0..<8 where level(at: edge + (Double(bit) + 1.5) / receiving) { byte |= 1 << UInt8(bit) }
            let stop = edge + 9.5 / receiving
            if level(at: edge + 0.5 / receiving) {
                time = edge + 1 / receiving
                continue
            }
            if level(at: stop) { taken.append((stop, byte)) }
            time = stop
        }
        return taken.filter { $0.0 < end }
    }

    /// The line rests high.
    private func level(at time: Double) -> Bool {
        guard let burst = burst(at: time) else { return true }
        let place = Int((time - burst.start) * speed)
        let (index, bit) = (place / 10, place % 10)
        guard index < burst.bytes.count, place >= 0 else { return true }
        if bit == 0 { return false }
        return bit == 9 || burst.bytes[index] >> UInt8(bit - 1) & 1 != 0
    }

    /// The next time that the line goes from high to low.
    private func nextFall(from begin: Double, to end: Double) -> Double? {
        for burst in bursts where burst.start + Double(burst.bytes.count * 10) / speed > begin && burst.start < end {
            let first = max(0, Int((begin - burst.start) * speed))
            var before = level(at: begin)
            for place in first..<max(first, burst.bytes.count * 10) {
                let time = burst.start + (Double(place) + 0.001) / speed
                let now = level(at: time)
                if before, !now, time >= begin { return time < end ? time : nil }
                before = now
            }
        }
        return nil
    }

    private func burst(at time: Double) -> Burst? {
        // Bursts are a second or more apart, so that the place of one is easily guessed.
        var index = min(bursts.count - 1, max(0, Int(time)))
        while index >= 0, bursts[index].start > time { index -= 1 }
        return index < 0 ? nil : bursts[index]
    }
}
