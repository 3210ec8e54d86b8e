// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

extension Site {
    /// What answers in the clear where the page is to be had by TLS only: the way there, and nothing else. Health is told
    /// here too; who asks for it may have no TLS.
    func redirect(to port: UInt16) -> HTTPChannelHandler.Responder {
        let health = RouteTable(Route.health).router(for: self, isSecure: false).buildResponder()
        return { [self] request, writer, channel in
            connections.begin(channel)
            defer { connections.end(channel) }
            var response: Response
            if request.uri.path.hasPrefix("/health/") {
                response = try await health.respond(to: request, context: WebContext(channel: channel))
            } else {
                response = Self.pointing(request, to: port)
            }
            SecurityHeaders.add(to: &response.headers, isLastingly: false)
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// 308: the method stays. Only what a host's name is made of is said back.
    static func pointing(_ request: Request, to port: UInt16) -> Response {
        guard let host = host(in: request.head.authority ?? ""), let path = request.head.path, path.hasPrefix("/"),
            !path.hasPrefix("//")
        else { return Answer.problem(.badRequest, detail: "which host is asked for is not said") }
        let target = "https://\(host)\(port == 443 ? "" : ":\(port)")\(path)"
        return Response(status: .permanentRedirect, headers: [.location: target])
    }

    /// Without the port.
    static func host(in authority: String) -> String? {
        let host: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[...end]
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let isPlain = host.utf8.allSatisfy { octet in
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): true
            default: false
            }
        }
        return isPlain && (1...253).contains(host.utf8.count) ? String(host) : nil
    }
}
