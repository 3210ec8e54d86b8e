// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

/// The time of day as the appliance keeps it. Scripts step it from the appliance, not from the browser's clock.
enum TimeOfDayPart {
    static func section(_ status: StatusReport) -> HTML {
        let time = status.time
        return """
            <section id="time" class="card time" aria-label="Time of day">
            <p class="utc figure"><span data-clock="utc">\(face(time.utc))</span> <abbr title="Coordinated Universal Time">\
            UTC</abbr></p>
            <p class="figure" data-clock="date">\(time.utc.prefix(10))</p>
            <dl class="pairs">
            <dt>TAI</dt><dd class="figure"><span data-clock="tai">\(face(time.tai))</span> \
            <span class="note">(UTC + <span data-live="time.leapSecondsTAI">\(time.leapSecondsTAI)</span> s)</span></dd>
            <dt>Here</dt><dd class="figure" data-clock="local">as your browser's time zone tells</dd>
            <dt>Leap second</dt><dd id="leap" data-refresh="60" data-on="state">\(leap(time))</dd>
            <dt>Your browser's clock</dt><dd class="figure" data-clock="browser">not compared yet</dd>
            </dl>
            </section>
            """
    }

    private static func face(_ iso8601: String) -> Substring { iso8601.dropFirst(11).prefix(8) }

    static func leap(_ time: StatusReport.TimeOfDay) -> HTML {
        let expired: HTML = (!time.leapSecondsCurrent).html("; the table of leap seconds has expired")
        guard let leap = time.leap else { return "none is announced\(expired)" }
        let what = leap.change > 0 ? "one is inserted" : "one is left out"
        return "\(what) before \(Figures.moment(leap.at))\(expired)"
    }
}
