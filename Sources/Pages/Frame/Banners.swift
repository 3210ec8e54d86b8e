// SPDX-License-Identifier: Apache-2.0

/// What must be seen on every page before anything else.
enum Banners {
    static func all(for frame: PageFrame) -> HTML {
        """
        \(contact)<div id="banners" data-refresh="20" data-on="log">\
        \(frame.pending.html { pending($0, mayAct: frame.mayAdminister) })</div>
        """
    }

    /// Filled by the script once nothing has come for three seconds.
    private static let contact: HTML = """
        <p id="contact" class="banner lost" role="alert" hidden="hidden"></p>
        <noscript><p class="banner">Without JavaScript this page shows one moment; load it anew for the next.</p></noscript>

        """

    private static func pending(_ change: PendingChange, mayAct: Bool) -> HTML {
        """
        <section id="pending" class="banner pending" aria-label="Settings on trial" data-seconds-left="\(change.secondsLeft)">
        <p>The settings of version \(change.version), applied by \(change.by), are on trial. Unless they are confirmed, \
        they are taken back in <strong class="figure" id="countdown">\(change.secondsLeft) s</strong>.</p>
        \(mayAct.html(buttons))
        </section>

        """
    }

    private static let buttons: HTML = """
        <form method="post" action="/api/v1/config/confirm" data-then="reload"><button>Keep them</button></form>
        <form method="post" action="/api/v1/config/rollback" data-then="reload">\
        <button class="quiet">Take them back now</button></form>
        """
}
