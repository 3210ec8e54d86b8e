// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What wants attention, with what to do.
enum AlarmsPart {
    static func section(_ alarms: [Alarm], mayOperate: Bool) -> HTML {
        let rows = alarms.map { row($0, mayOperate: mayOperate) }
        return """
            <section id="alarms" data-refresh="30" data-on="alarms state" aria-labelledby="alarms-heading">
            <h2 id="alarms-heading">\(alarms.isEmpty ? "No alarms" : "Alarms")</h2>
            \((!alarms.isEmpty).html("<ul class=\"alarms\">\(rows)</ul>"))
            </section>
            """
    }

    private static func row(_ alarm: Alarm, mayOperate: Bool) -> HTML {
        """
        <li class="alarm \(alarm.severity.rawValue)">
        <p><strong class="severity">\(alarm.severity.rawValue)</strong> \(alarm.text)</p>
        \(alarm.hint.html { "<p class=\"hint\">\($0)</p>" })
        <p class="note">\(alarm.name)\(alarm.since.html { ", since \(Figures.moment($0))" })\
        \(alarm.acknowledged.html { ", acknowledged by \($0)" })</p>
        \((mayOperate && alarm.acknowledged == nil).html(button(alarm)))
        </li>
        """
    }

    private static func button(_ alarm: Alarm) -> HTML {
        """
        <form method="post" action="/api/v1/alarms/\(alarm.name)/acknowledge" data-then="refresh">\
        <button class="quiet">Acknowledge<span class="heard"> \(alarm.name)</span></button></form>
        """
    }
}
