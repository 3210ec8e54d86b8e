// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// A receiver as it is seen through its port: bytes, each at its time.
///
/// What is said of a second is composed when its first byte is due, so that nothing is told before it is so.
struct SimulatedReceiver {
    private(set) var isPowered = true
    private var isMuted = false
    private var history: FixHistory
    private var speaker: Speaker
    private let model: ReceiverModel
    private let latency: CounterNormal
    private let byteTime: Duration

    private var buffer: [UInt8] = []
    private var position = 0
    private var burst: TAIInstant
    /// The second that the next burst is about.
    private var second: Int64

    init(_ scene: Scene, sawtooth: Sawtooth) {
        model = scene.receiver
        latency = CounterNormal(seed: scene.seed, stream: Stream.receiverLatency)
        byteTime = .seconds(1) * 10 / model.baud
        history = FixHistory(scene)
        speaker = Speaker(scene, sawtooth: sawtooth)
        second = scene.start.sinceEpoch.wholeSeconds
        burst = scene.start
        begin(after: scene.start)
    }

    /// When the first byte of the next chunk arrives; `nil` while it says nothing.
    var nextArrival: TAIInstant? {
        guard isPowered, !isMuted else { return nil }
        return burst + byteTime * position
    }

    mutating func takeChunk() -> ByteChunk {
        if position == buffer.count { compose() }
        let end = min(position + min(max(model.bytesPerRead, 1), ByteChunk.capacity), buffer.count)
        var chunk = ByteChunk()
        while position < end {
            chunk.append(buffer[position])
            position += 1
        }
        if position == buffer.count { finishBurst() }
        return chunk
    }

    /// By how much the pulse of a second misses it for want of a fix: positive, late. `nil`: there is no pulse.
    func pulseError(at time: TAIInstant) -> Duration? {
        isPowered ? history.pulseError(at: time) : nil
    }

    mutating func power(_ on: Bool, at time: TAIInstant) {
        isPowered = on
        history.power(on, at: time)
        speaker.restart()
        begin(after: time)
    }

    mutating func perform(_ command: SceneCommand, at time: TAIInstant) {
        switch command {
        case .mute: isMuted = true
        case .unmute where isMuted:
            isMuted = false
            begin(after: time)
        default: history.perform(command, at: time, isPowered: isPowered)
        }
    }

    private mutating func compose() {
        buffer.removeAll(keepingCapacity: true)
        position = 0
        let time = TAIInstant(sinceEpoch: .seconds(second))
        speaker.speak(history.report(of: time), before: second + 1, into: &buffer)
    }

    /// On with the next second; where the line is too slow for all that is said, seconds are left out.
    private mutating func finishBurst() {
        let end = burst + byteTime * buffer.count
        buffer.removeAll(keepingCapacity: true)
        position = 0
        second = max(second + 1, end.sinceEpoch.wholeSeconds)
        burst = max(end, start(of: second))
    }

    private mutating func begin(after time: TAIInstant) {
        buffer.removeAll(keepingCapacity: true)
        position = 0
        second = time.sinceEpoch.wholeSeconds + 1
        burst = start(of: second)
    }

    private func start(of second: Int64) -> TAIInstant {
        let varied = model.latencyJitter.realSeconds * latency.value(UInt64(bitPattern: second))
        let delay = model.latency + .realSeconds(varied)
        return TAIInstant(sinceEpoch: .seconds(second)) + max(delay, .milliseconds(1))
    }
}
