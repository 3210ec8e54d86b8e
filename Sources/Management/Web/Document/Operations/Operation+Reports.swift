// SPDX-License-Identifier: Apache-2.0

import Appliance

extension Operation {
    static let status = Operation(.time, "What the time is worth, and why", gives: [.ok(.status)])
    static let satellites = Operation(.time, "What the receiver sees", gives: [.ok(.satellites)])
    static let sources = Operation(.time, "What the time comes from", gives: [.ok(.sources)])
    static let ptp = Operation(.time, "What the PTP grandmaster does", gives: [.ok(.ptp)])
    static let clients = Operation(.time, "Who asks for the time by NTP and by PTP", gives: [.ok(.clients)])
    static let watch = Operation(
        .time, "How far other machines' clocks are off, and from each other",
        "The machines of `watch` in the configuration. What cannot be told for certain is said to be `unclear`.",
        gives: [.ok(.watch)])
    static let alarms = Operation(.operation, "What wants attention", gives: [.ok(.alarms)])

    static let events = Operation(
        .time, "News, as long as the listener stays",
        """
        Server-sent events (HTML, 9.2). `status` carries a Status each second and at once when the state changes; \
        `alarms` an Alarms whenever they change; `log` an entry of the journal, told only to who has logged in. Who takes \
        them too slowly loses the oldest.
        """,
        gives: [.file("text/event-stream", "Events until one side hangs up, or the session ends")],
        fails: [503: "As many listen already as may; come again"])

    static let metrics = Operation(
        .health, "Everything that can be counted",
        "For Prometheus and its like: OpenMetrics 1.0, or its older text where `Accept` likes that better.",
        gives: [
            Reply(
                status: 200, about: "Names begin with gnomon_, units are base units",
                content: [Content(type: "application/openmetrics-text"), Content(type: "text/plain")])
        ])

    static let live = Operation(
        .health, "Whether the program runs", gives: [.file("text/plain", "It does")])

    static let ready = Operation(
        .health, "Whether clients should be sent here", "For routers and load balancers.",
        gives: [.file("text/plain", "The time served is within its bound")],
        fails: [503: "It is not; `detail` says why, and what the state is"])

    static let acknowledge = Operation(
        .operation, "Takes down that somebody has seen an alarm",
        with: [.path("name", .text("The alarm's name"))], gives: [.ok(.done)],
        fails: [404: "There is no such alarm", 409: "It is not raised, or acknowledged already"])

    static let testChannel = Operation(
        .operation, "Tells by one channel at once that this is a test", "Answers once it is known what came of it.",
        with: [.path("name", .text("As the configuration calls the channel"))], gives: [.ok(.channelTest)],
        fails: [404: "There is no such channel that can be tested"])

    static let document = Operation(
        .health, "This document", gives: [.ok(.map("OpenAPI 3.1", of: .anything))])
}
