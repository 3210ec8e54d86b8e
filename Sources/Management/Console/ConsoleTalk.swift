// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Events of one console, from whoever tells them to the one task that drives its session.
struct ConsoleTalk: Sendable {
    let events: AsyncStream<ConsoleEvent>
    let tell: @Sendable (ConsoleEvent) -> Void

    init() {
        let (events, continuation) = AsyncStream.makeStream(of: ConsoleEvent.self)
        self.events = events
        tell = { continuation.yield($0) }
    }

    /// Hands every event to `take` until that wants no more, or the task is cancelled; a second's tick among them.
    /// Then the channel is closed, once all that was sent has gone.
    func drive(_ channel: any Channel, _ take: (ConsoleEvent) -> Bool) async {
        let tick = channel.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [tell] _ in
            tell(.tick)
        }
        defer { tick.cancel() }
        for await event in events {
            guard take(event) else { break }
            if case .bytes = event { channel.read() }
        }
        try? await channel.writeAndFlush(ByteBuffer()).get()
        try? await channel.close().get()
    }
}
