// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import LinuxBoard

extension Route {
    /// `GET /metrics`, in the form that the reader accepts.
    static let metrics = Route(.get, "/metrics", .topic(.metrics), .metrics) { visit in
        let site = visit.site
        let families =
            OpenMetrics.families(of: site.view.snapshot) + OpenMetrics.visitors(of: site) + (await site.moreMetrics())
            + OpenMetrics.process(ProcessState())
        let format = MetricFormat(accepting: visit.request.headers[.accept])
        return Answer.metrics(MetricText.text(of: families, as: format), as: format)
    }
}
