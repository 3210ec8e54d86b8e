// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// JSON by HTTP's POST: ``Notice``'s keys, and `time` (RFC 3339). Where there is a secret, the field
/// `X-Gnomon-Signature: sha256=HEX` is the HMAC-SHA-256 (RFC 2104) of the body's octets. Redirections are not followed.
public final class WebhookSender: NoticeSender {
    private let url: String
    private let address: WebAddress?
    private let secret: NoticeSecret?
    private let trust: NoticeTrust
    private let patience: SendPatience

    /// - Parameter url: of http or https; one that is not makes every notice fail, with the reason.
    public init(
        url: String, secret: NoticeSecret? = nil, trust: NoticeTrust = .system, patience: SendPatience = SendPatience()
    ) {
        (self.url, self.secret, self.trust, self.patience) = (
            PlainText.oneLine(url, octets: 2000), secret, trust, patience
        )
        address = WebAddress(url)
    }

    /// Without path and query, which may be secret.
    public var summary: String { "webhook at \(address.map { $0.server.description } ?? "an impossible address")" }

    @discardableResult
    public func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        guard let address else { throw .misconfigured("the webhook's url is not one of http or https") }
        let body = WebhookBody.octets(of: notice)
        let request = HTTPRequestHead(
            version: .http1_1, method: .POST, uri: address.target,
            headers: try headers(for: notice, body: body, to: address))
        let tls = address.isSecure ? try trust.context() : nil
        let call = StreamCall(
            server: address.server, tls: tls, isSecureFromTheStart: address.isSecure, patience: patience)
        return try await call.connect { (channel, outcome) in
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            let handler = HTTPPostHandler(request, body: body, server: address.server, outcome: outcome)
            try channel.pipeline.syncOperations.addHandler(handler)
        }
    }

    private func headers(
        for notice: Notice, body: [UInt8], to address: WebAddress
    ) throws(NoticeFault) -> HTTPHeaders {
        var fields: HTTPHeaders = [
            "Host": address.authority, "User-Agent": "gnomon", "Content-Type": "application/json",
            "Content-Length": "\(body.count)", "Connection": "close", "X-Gnomon-Notice": notice.id,
        ]
        if let key = try secret?.read() {
            fields.add(name: "X-Gnomon-Signature", value: "sha256=\(WebhookBody.signature(of: body, key: key))")
        }
        return fields
    }
}
