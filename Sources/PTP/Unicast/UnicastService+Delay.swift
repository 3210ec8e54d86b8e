// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension UnicastService {
    /// A delay request arrived, sent to us alone or to everybody: whether it may be answered. What one client asks beyond
    /// its grant, or beyond what anybody may without one, costs the others nothing. Notes and counts the client and the
    /// outcome.
    ///
    /// - Returns: why it is not to be answered; `nil`: it is.
    public mutating func heard(
        delayRequest header: MessageHeader, _ arrival: Arrival, counters: inout PortCounters
    ) -> MessageRefusal? {
        let now = arrival.at.sinceEpoch.wholeNanoseconds
        guard let slot = table.admit(header.source, at: arrival.source, now: now) else {
            counters[.full] += 1
            return .full
        }
        lapse(.delayResponse, of: slot, at: now)
        table.records[slot].noteRequest(at: now)
        let refusal = refusal(ofRequestFrom: slot, toGroup: arrival.toGroup, at: now)
        if let refusal {
            counters[refusal] += 1
            table.records[slot].refused += 1
        } else {
            table.records[slot].answered += 1
            // What goes to everybody goes to it as well; what goes to it alone is its own.
            table.records[slot].sent += arrival.toGroup ? 0 : 1
        }
        return refusal
    }

    private mutating func refusal(ofRequestFrom slot: Int, toGroup: Bool, at now: Int64) -> MessageRefusal? {
        let granted = table.records[slot].delayResponse.log
        guard granted != nil || toGroup || answersUngranted else { return .notGranted }
        let interval = granted.map(Pacer.interval(log:)) ?? ungrantedInterval
        return table.records[slot].requests.admits(at: now, interval: interval) ? nil : .tooFast
    }
}
