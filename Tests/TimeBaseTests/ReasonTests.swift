// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct ReasonTests {
    static let moment = TAIInstant(sinceEpoch: .seconds(1_700_000_000))

    static let sentences: [(Reason, String)] = [
        (.justStarted, "The program has just started; nothing has been heard yet."),
        (.receiverNotFound, "The receiver's port is not there; waiting for it."),
        (.receiverSilent(for: .seconds(180)), "The receiver has been silent for 3 min."),
        (
            .noTimeStated(for: .seconds(12), isUnderstood: true),
            "The receiver speaks, but has stated no time for 12 s."
        ),
        (
            .noTimeStated(for: .seconds(12), isUnderstood: false),
            "Bytes come from the receiver, but none were understood for 12 s; its speed may be set wrong."
        ),
        (.receiverUnplugged, "The receiver's port is gone: it was unplugged or its power failed."),
        (
            .keepingStopped(for: .seconds(7)),
            "The timing loop has not turned for 7 s; nobody watches the clock."
        ),
        (.noFix(satellitesUsed: 0), "The receiver has no fix: it uses no satellites."),
        (.noFix(satellitesUsed: 1), "The receiver has no fix: it uses only 1 satellite."),
        (.noPulse(for: .milliseconds(2500)), "No pulse has come for 2.5 s."),
        (
            .labelling(agreeing: 2, needed: 5),
            "Finding out which second the pulse marks: 2 of 5 seconds agree so far."
        ),
        (.messagesDisagree, "The receiver's messages disagree about which second the pulse marks."),
        (
            .messagesEarly(by: .milliseconds(50)),
            "The receiver's messages begin 50 ms before the edge: the pulse may be inverted, or the messages come late."
        ),
        (.edgesCrowded, "More than one edge comes in each second; which of them is the pulse cannot be told."),
        (
            .signalTroubled(.interference, for: .seconds(40)),
            "The receiver is interfered with, for 40 s; its pulse is not followed."
        ),
        (.settling(offset: .microseconds(-310)), "Settling on the pulse: the clock is still 310 µs behind."),
        (.settling(offset: .picoseconds(-300)), "Settling on the pulse."),
        (.following(reference: .gps, satellitesUsed: 9), "The pulse and GPS agree; 9 satellites used."),
        (.following(reference: .gnss, satellitesUsed: 0), "The pulse and GNSS agree."),
        (
            .followingUnvouched(since: .fixLost, for: .seconds(4)),
            "The clock still follows the pulse, but the receiver lost its fix 4 s ago."
        ),
        (
            .receiverContradicts(stated: moment - .seconds(1024 * 604_800), expected: moment),
            "The receiver states a time 1024 weeks too early; it is not followed."
        ),
        (
            .receiverContradicts(stated: moment + .seconds(1), expected: moment),
            "The receiver states a time 1 s too late; it is not followed."
        ),
        (
            .pulseContradicts(offset: .microseconds(20)),
            "The pulse comes 20 µs later than the clock expects; it is not followed."
        ),
        (
            .implausible(.drag, figure: 150e-9),
            "The pulse drifts by 150 ns a second against the oscillator, faster than that one can change."
        ),
        (
            .implausible(.jump, figure: -20e-6),
            "The pulse comes 20 µs from where the clock, as wrong as it may be, can expect it."
        ),
        (
            .implausible(.past, figure: 86_400),
            "The receiver states a time 24 h earlier than any that can be."
        ),
        (
            .implausible(.position, figure: 312.4),
            "The antenna is fixed, and the receiver has it 312 m from its place."
        ),
        (
            .implausible(.uniformity, figure: 0.42),
            "All satellites come equally strong, within 0.4 dB: as from a single transmitter."
        ),
        (
            .budgetSpent(cause: .fixLost),
            "The error may have outgrown its budget in holdover, after the receiver lost its fix."
        ),
        (
            .followingUpstream(stratum: 1),
            "No receiver can be followed; the clock follows other servers, the best of stratum 1."
        ),
        (
            .upstreamSilent(for: .seconds(90)),
            "The servers that the clock followed have been silent or at odds for 90 s."
        ),
        (
            .outvoted(by: .milliseconds(-5)),
            "Most sources contradict the receiver, which is 5 ms ahead of them; it is not followed."
        ),
        (.clockStepped, "The clock was set; whatever was measured before no longer counts."),
    ]

    @Test(arguments: sentences)
    func `every reason is one plain sentence`(reason: Reason, sentence: String) {
        #expect(reason.sentence == sentence)
        #expect(sentence.hasSuffix(".") && sentence.count { $0 == "." } <= 2)
    }
}
