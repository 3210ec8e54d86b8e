// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird

extension Visit {
    /// From JSON, or from a form's fields. Throws 400 where it is not as it must be, 415 where it says that it is something
    /// else.
    func wish<Wish: Decodable>(_ type: Wish.Type) async throws -> Wish {
        let bytes = try await body()
        guard request.isURLEncoded, !isJSON(bytes) else { return try checked(type, bytes) }
        let fields = FormFields.read(String(decoding: bytes, as: UTF8.self))
        return try checked(
            type, Array(ReportJSON.line(wanted?.reading(fields) ?? .object(fields.mapValues { .text($0) }))))
    }

    /// `nil` where there is no body at all.
    func optionalWish<Wish: Decodable>(_ type: Wish.Type) async throws -> Wish? {
        let bytes = try await body()
        return bytes.isEmpty ? nil : try checked(type, bytes)
    }

    /// Whether it comes from a form that the browser itself has sent, and so a page must follow.
    var isForm: Bool { request.isForm }

    /// In lower case, without parameters; `nil` where it is not said.
    private var mediaType: String? {
        request.headers[.contentType].map { $0.prefix { $0 != ";" && $0 != " " }.lowercased() }
    }

    /// Who sends JSON from a command line may not say that it is.
    private func isJSON(_ bytes: [UInt8]) -> Bool { bytes.first { $0 > 0x20 } == UInt8(ascii: "{") }

    /// What the body must be; `nil` where nobody has told.
    private var wanted: Schema? {
        guard case .json(let schema, _, _, _) = route.operation?.body else { return nil }
        return schema
    }

    private func checked<Wish: Decodable>(_ type: Wish.Type, _ bytes: [UInt8]) throws -> Wish {
        if let mediaType, !request.isURLEncoded, mediaType != "application/json", !mediaType.hasSuffix("+json") {
            throw HTTPError(.unsupportedMediaType, message: "the body must be JSON, with the type application/json")
        }
        do {
            try wanted?.check(ReportJSON.read(JSONTree.self, from: bytes))
            return try ReportJSON.read(type, from: bytes)
        } catch let fault as SchemaFault {
            throw HTTPError(.badRequest, message: "\(fault)")
        } catch let error as DecodingError { throw HTTPError(.badRequest, message: error.plain) }
    }
}

extension DecodingError {
    /// What is wrong, and where.
    fileprivate var plain: String {
        switch self {
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(context.place) is of the wrong kind"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: "\(context.place) makes no sense"
        default: "the body is not the JSON that is expected"
        }
    }
}

extension DecodingError.Context {
    fileprivate var place: String {
        codingPath.isEmpty ? "the body" : "'" + codingPath.map(\.stringValue).joined(separator: ".") + "'"
    }
}
