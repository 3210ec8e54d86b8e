// SPDX-License-Identifier: Apache-2.0

/// What lies between a ring and the readers of a stream.
protocol TapStage: Sendable {
    associatedtype Input: BitwiseCopyable & Sendable
    associatedtype Output: Sendable

    /// What one value amounts to.
    mutating func take(_ value: Input) -> [Output]
    /// Something was missed here.
    mutating func interrupt()
}

/// Each value as it is.
struct PassOn<Value: BitwiseCopyable & Sendable>: TapStage {
    func take(_ value: Value) -> [Value] { [value] }
    func interrupt() {}
}

/// The frames of one language among the bytes.
struct FrameStage: TapStage {
    let wanted: HeardFrame.Language
    private var reader = FrameReader()

    init(wanted: HeardFrame.Language) { self.wanted = wanted }

    mutating func take(_ entry: TappedLine) -> [HeardFrame] { reader.take(entry).filter { $0.language == wanted } }

    /// What follows a gap is no continuation of what came before it.
    mutating func interrupt() { reader = FrameReader() }
}

/// Carries what a ring has to a stream, and counts what the stream's reader is too slow for.
struct TapPump<Stage: TapStage> {
    private var stage: Stage
    private let outlet: AsyncStream<Tapped<Stage.Output>>.Continuation
    private var missed: UInt64 = 0

    init(stage: Stage, outlet: AsyncStream<Tapped<Stage.Output>>.Continuation) {
        (self.stage, self.outlet) = (stage, outlet)
    }

    /// Until the task is cancelled, as it is when the stream's reader goes away.
    mutating func run(_ ring: TapRing<Stage.Input>, from start: TapRing<Stage.Input>.Place) async {
        defer { ring.leave() }
        var place = start
        while !Task.isCancelled {
            while let item = ring.read(&place) { pass(item) }
            tellMissed()
            try? await Task.sleep(for: Taps.interval)
        }
    }

    private mutating func pass(_ item: Tapped<Stage.Input>) {
        switch item {
        case .heard(let value): for output in stage.take(value) { offer(output) }
        case .missed(let count):
            missed &+= count
            stage.interrupt()
        }
    }

    private mutating func offer(_ output: Stage.Output) {
        tellMissed()
        if missed == 0, case .enqueued = outlet.yield(.heard(output)) { return }
        missed &+= 1
    }

    private mutating func tellMissed() {
        if missed > 0, case .enqueued = outlet.yield(.missed(missed)) { missed = 0 }
    }
}
