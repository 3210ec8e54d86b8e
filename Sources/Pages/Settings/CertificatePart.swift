// SPDX-License-Identifier: Apache-2.0

/// What TLS proves the appliance by.
enum CertificatePart {
    static func section(_ facts: CertificateFacts?) -> HTML {
        """
        <section id="certificate" aria-labelledby="certificate-heading"><h2 id="certificate-heading">Certificate</h2>
        \(facts.map(content) ?? off)
        </section>
        """
    }

    private static let off: HTML = """
        <p>The page is served without TLS, so there is no certificate, and passwords go in the clear. \
        <code>management.tls: {mode: on}</code> in the configuration turns it on, after a restart.</p>
        """

    private static func content(_ facts: CertificateFacts) -> HTML {
        """
        <p>\(facts.isOwn ? own : uploaded)</p>
        \(pairs(facts))
        \(upload)
        \(others(facts))
        """
    }

    private static let own: HTML = """
        The appliance serves a certificate that it has made by itself. No browser knows it: compare the fingerprint \
        with the one that the appliance’s log told when it was made, once, and trust it by hand, or upload one that your browsers know.
        """

    private static let uploaded: HTML =
        "The appliance serves a certificate that was uploaded. It is not renewed by itself: upload the next one before it ends."

    private static func pairs(_ facts: CertificateFacts) -> HTML {
        """
        <dl class="pairs">
        <dt>Subject</dt><dd>\(facts.subject)</dd>
        <dt>For</dt><dd>\(facts.names.isEmpty ? "no name at all" : facts.names.joined(separator: ", "))</dd>
        <dt>Issuer</dt><dd>\(facts.isOwn ? "itself" : facts.issuer)</dd>
        <dt>Key</dt><dd>\(facts.key)</dd>
        <dt>Valid</dt><dd>\(Figures.moment(facts.begins)) to \(Figures.moment(facts.ends))</dd>
        <dt>SHA-256</dt><dd class="figure">\(facts.fingerprint)</dd>
        </dl>
        """
    }

    private static let upload: HTML = """
        <h3>Upload another</h3>
        <form class="stacked" method="post" action="/api/v1/certificate" enctype="multipart/form-data" \
        data-by="fields" data-then="reload">
        <p class="note">Both in PEM. New connections use it at once; those that are open go on. The key is kept so \
        that only the appliance reads it.</p>
        \(pem("chain", "Certificate, and those above it", "The appliance’s own first, each followed by its issuer’s."))
        \(pem("key", "Private key", "Of the first certificate, not encrypted."))
        <button>Check and use it</button>
        </form>
        """

    /// A file or a text: what is filled in counts.
    private static func pem(_ name: String, _ label: String, _ hint: String) -> HTML {
        """
        <fieldset><legend>\(label)</legend>
        <p class="note" id="\(name)-hint">\(hint)</p>
        <p class="result" id="\(name)-fault" data-fault="\(name)" role="alert" hidden="hidden"></p>
        <label for="\(name)-file">From a file</label>
        <input id="\(name)-file" type="file" name="\(name)" accept=".pem,.crt,.cer,.key" \
        aria-describedby="\(name)-hint \(name)-fault"/>
        <label for="\(name)-text">or as a text</label>
        <textarea id="\(name)-text" name="\(name)" class="pem" rows="4" spellcheck="false" autocomplete="off" \
        aria-describedby="\(name)-hint \(name)-fault"></textarea>
        </fieldset>
        """
    }

    private static func others(_ facts: CertificateFacts) -> HTML {
        """
        <h3>The appliance’s own</h3>
        <div class="row">
        \((!facts.isOwn).html(back))
        <form method="post" action="/api/v1/certificate/own" data-then="reload" \
        data-confirm="Make another certificate? Whoever trusts the present one by its fingerprint must do so anew.">\
        <button class="quiet">Make a new one, with the names and addresses of now</button></form>
        </div>
        """
    }

    private static let back: HTML = """
        <form method="post" action="/api/v1/certificate" data-method="DELETE" data-then="reload" \
        data-confirm="Serve the appliance’s own certificate again? Browsers will ask whether to trust it.">\
        <button class="quiet">Go back to the appliance’s own</button></form>
        """
}
