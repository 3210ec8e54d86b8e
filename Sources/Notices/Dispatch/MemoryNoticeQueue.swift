// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A queue that lasts as long as the program: for who has no disk, and for tests.
public final class MemoryNoticeQueue: NoticeQueue {
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var lastID: Int64 = 0
        var channels: [String: [QueuedNotice]] = [:]
    }

    /// - Parameter limit: notices of each channel.
    public init(limit: Int = 1000) { self.limit = max(1, limit) }

    public func append(_ payload: [UInt8], to channel: String) {
        state.withLock {
            $0.lastID += 1
            $0.channels[channel, default: []].append(QueuedNotice(id: $0.lastID, payload: payload))
            if $0.channels[channel, default: []].count > limit { $0.channels[channel]?.removeFirst() }
        }
    }

    public func pending(of channel: String, limit: Int) async -> [QueuedNotice] {
        state.withLock { Array($0.channels[channel, default: []].prefix(max(0, limit))) }
    }

    public func remove(_ ids: [Int64]) async {
        state.withLock { state in
            for channel in state.channels.keys { state.channels[channel]?.removeAll { ids.contains($0.id) } }
        }
    }
}
