// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

/// Responses of the few kinds that there are. None may be kept by a cache: all of them are of this moment.
enum Answer {
    static func text(_ text: String) -> Response {
        response(.ok, "text/plain; charset=utf-8", Array(text.utf8))
    }

    /// Of the same address in more than one form (RFC 9110, 12.5.5).
    static func metrics(_ text: String, as format: MetricFormat) -> Response {
        var answer = response(.ok, format.mediaType, Array(text.utf8))
        answer.headers[.vary] = "Accept"
        return answer
    }

    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) throws -> Response {
        response(status, type, Array(try ReportJSON.line(value)))
    }

    static func file(_ file: PageFile) -> Response { response(.ok, file.type, file.bytes) }

    static var nothing: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }

    /// 303: what was asked for is there, to be fetched by GET.
    static func see(_ place: String) -> Response {
        Response(status: .seeOther, headers: [.location: place, .cacheControl: "no-store"])
    }

    /// Problem details (RFC 9457) of the type "about:blank": the status itself says what kind of problem it is.
    static func problem(_ status: HTTPResponse.Status, detail: String?, headers: HTTPFields = [:]) -> Response {
        var answer = response(status, problemType, problemText(status, detail: detail))
        for field in headers where field.name != .contentType && field.name != .contentLength {
            answer.headers[field.name] = field.value
        }
        return answer
    }

    static let problemType = "application/problem+json"

    static func problemText(_ status: HTTPResponse.Status, detail: String?) -> [UInt8] {
        let problem = Problem(status: status.code, title: status.reasonPhrase, detail: detail)
        return (try? ReportJSON.line(problem)).map { Array($0) } ?? []
    }

    private struct Problem: Encodable {
        var type = "about:blank"
        var status: Int
        var title: String
        var detail: String?
    }

    private static func response(_ status: HTTPResponse.Status, _ type: String, _ body: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
