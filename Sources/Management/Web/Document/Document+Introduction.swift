// SPDX-License-Identifier: Apache-2.0

extension Document {
    /// What is to be known before the first request, in CommonMark.
    static let introduction = """
        Gnomon is a time server: it hears a GNSS receiver, keeps a clock, tells the time to a network, and says at every \
        moment how wrong it may be.

        This document is made by the appliance from what it serves, so it has what this one has, with the rights that \
        its configuration gives. Pages for people are at `/`, with what they load below `/static/`; they show the same \
        and are not described here. It may be read by whoever may read the status; there is no secret in it.

        **Logging in.** A program sends `Authorization: Bearer TOKEN`; an admin makes tokens by `POST /api/v1/tokens` or \
        on the page under Settings. A browser logs in by `POST /api/v1/session` and keeps a cookie; whatever changes \
        something must then also say in `X-CSRF-Token` what `GET /api/v1/session` tells as `csrf`. The first admin is \
        made by `POST /api/v1/setup`, with the token that the appliance writes into its log and beside its file of \
        users. Roles: *viewer* reads, *operator* also acknowledges and commands, *admin* also configures. After wrong \
        passwords the answer is 429 for a while, which `Retry-After` tells. Behind a proxy that logs people in, \
        `management.proxy` names the header that it sends.

        **Errors** are problem details (RFC 9457, `application/problem+json`): `status`, `title`, and in `detail` a \
        sentence that says what is wrong and where. An address that is not there is 404; one that cannot be asked in \
        this way is 405, with `Allow`. A parameter, or a key of a body, that is not known is refused, not ignored. \
        A head may have 16 KiB and 64 fields, and the address and each field 4 KiB: more is 431, what is no HTTP is \
        400, and the connection ends.

        **Units** stand at the end of the names (`offsetNs`, `uptimeSeconds`) or in the descriptions. An offset is clock \
        minus reference: positive, our clock is ahead. Times are UTC by the appliance's own clock.

        **Later versions** add keys and addresses under `/api/v1` and take none away; a client should pass over keys \
        that it does not know. The schemas here name every key that this version tells.

        Every `GET` can be asked by `HEAD` too. Nothing may be kept by a cache.
        """
}
