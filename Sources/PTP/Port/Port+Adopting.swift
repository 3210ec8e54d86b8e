// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension Port {
    /// Takes up what management was granted (``takeChanges()``) while it runs: grants stand, sequences go on, masters are
    /// compared anew.
    public mutating func adopt(_ value: ManagementChange.Value, at now: MonotonicInstant) {
        switch value {
        case .priority1(let priority): settings.priority1 = priority
        case .priority2(let priority): settings.priority2 = priority
        case .userDescription(let text): management.place?.texts.user = text
        case .logAnnounceInterval(let log):
            settings.logAnnounceInterval = log
            announce.adopt(log, at: now)
        case .logSyncInterval(let log):
            settings.logSyncInterval = log
            sync.adopt(log, at: now)
        case .logMinPeerDelayRequestInterval(let log):
            settings.logMinPeerDelayRequestInterval = log
            peer.requests.adopt(log, at: now)
        case .announceReceiptTimeout(let count): settings.announceReceiptTimeout = count
        }
        receipt.announceInterval = announce.interval
        receipt.syncInterval = sync.interval
        receipt.count = settings.announceReceiptTimeout
        decide(at: now)
        announce.hasten(at: now)
    }
}

extension Schedule {
    /// Another interval; what was due is so at once.
    fileprivate mutating func adopt(_ log: Int8, at now: MonotonicInstant) {
        let isRunning = due != nil
        self = Schedule(log: log)
        if isRunning { start(at: now) }
    }
}
