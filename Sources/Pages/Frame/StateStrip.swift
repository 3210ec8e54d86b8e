// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Whether to trust the time, on every page: its word, its reason, its bound. The reason may change each second; to those
/// who hear the page it is said once a state.
enum StateStrip {
    static func strip(of status: StatusReport, isLarge: Bool) -> HTML {
        """
        <section class="state\(isLarge.html(" large"))" aria-label="State of the time">
        \(StateMark.use(status.state))
        <p class="word" data-live="state">\(status.state)</p>
        <p class="reason" data-live="reason">\(status.reason)</p>
        <p id="announcement" class="heard" role="status"></p>
        <p class="within">\(bound(status.errorBoundNs))</p>
        </section>
        """
    }

    private static func bound(_ nanoseconds: Double?) -> HTML {
        let text = Figures.duration(nanoseconds: nanoseconds)
        return """
            <span class="label">Wrong by at most</span> \
            <strong class="figure" data-live="errorBoundNs" data-as="duration">\(text)</strong>
            """
    }
}
