// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird

/// The API's own description, OpenAPI 3.1: made from the very routes that are served.
struct Document {
    let routes: [Route]
    /// Topics that anybody may read.
    let open: [Settings.Management.Topic]
    /// Over TLS the cookie has another name.
    let isSecure: Bool

    var json: JSONTree {
        let told = routes.compactMap { route in route.operation.map { (route, $0) } }
        let schemas = told.reduce(into: [Schema.problem, .faultsProblem, .fieldsProblem].all) { all, next in
            all.merge(next.1.schemas.all) { first, _ in first }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Gnomon", "version": .text(Version.text), "summary": "A time server's API",
                "description": .text(Self.introduction),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/", "description": "The appliance that this was read from"]],
            "tags": .list(Operation.Topic.allCases.map { ["name": .text($0.rawValue)] }),
            "paths": .object(
                Dictionary(grouping: told) { $0.0.path }.mapValues { group in
                    .object(Dictionary(group.map { ($0.0.methodName, item($0.0, $0.1)) }) { first, _ in first })
                }),
            "components": [
                "schemas": .object(schemas), "responses": .object(Self.commonProblems),
                "securitySchemes": .object(securitySchemes),
            ],
        ]
    }

    private func item(_ route: Route, _ operation: Operation) -> JSONTree {
        var item: [String: JSONTree] = [
            "operationId": .text(route.operationID), "summary": .text(operation.summary),
            "description": .text(describe(route, operation)), "tags": [.text(operation.topic.rawValue)],
            "responses": .object(responses(route, operation)), "security": security(route),
        ]
        if !operation.parameters.isEmpty { item["parameters"] = .list(operation.parameters.map(\.json)) }
        if let body = operation.body { item["requestBody"] = body.json }
        return .object(item)
    }

    private func describe(_ route: Route, _ operation: Operation) -> String {
        let who =
            switch route.access {
            case .everyone: "For everyone."
            case .topic(let topic) where open.contains(topic): "For everyone, as `management.open` has '\(topic)'."
            case .topic(let topic): "For the role viewer; for everyone where `management.open` has '\(topic)'."
            case .role(.admin): "For the role admin."
            case .role(let role): "For the role \(role.rawValue) and those above it."
            }
        return operation.detail.isEmpty ? who : operation.detail + "\n\n" + who
    }
}

// MARK: Who may

extension Document {
    private func isOpen(_ access: Access) -> Bool {
        switch access {
        case .everyone: true
        case .topic(let topic): open.contains(topic)
        case .role: false
        }
    }

    private func security(_ route: Route) -> JSONTree {
        guard !isOpen(route.access) else { return [] }
        return [
            ["token": []], route.method == .get ? ["session": []] : ["session": [], "page": []],
        ]
    }

    private var securitySchemes: [String: JSONTree] {
        [
            "token": [
                "type": "http", "scheme": "bearer",
                "description": "For programs: what `POST /api/v1/tokens` tells once, or the page under Settings.",
            ],
            "session": [
                "type": "apiKey", "in": "cookie", "name": .text(Gate.cookieName(isSecure: isSecure)),
                "description": "For browsers: set by `POST /api/v1/session`.",
            ],
            "page": [
                "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
                "description": "With the cookie, for whatever changes something: the `csrf` of `GET /api/v1/session`.",
            ],
        ]
    }
}

// MARK: What is answered

extension Document {
    private func responses(_ route: Route, _ operation: Operation) -> [String: JSONTree] {
        var all: [String: JSONTree] = [:]
        for status in common(route, operation) {
            all["\(status)"] = ["$ref": .text("#/components/responses/\(status)")]
        }
        for (status, about) in operation.problems { all["\(status)"] = Self.problem(status, about) }
        for reply in operation.replies { all["\(reply.status)"] = reply.json }
        return all
    }

    /// What the gate and the checks may answer, whatever the route.
    private func common(_ route: Route, _ operation: Operation) -> [Int] {
        var all = [400, 413, 431, 503]
        if !isOpen(route.access) { all.append(401) }
        if route.method != .get || (route.access != .viewer && !isOpen(route.access)) { all.append(403) }
        if case .json = operation.body { all.append(415) }
        return all
    }

    private static let commonProblems: [String: JSONTree] = [
        "400": problem(400, "A parameter or the body is not as it must be; `detail` says where and how"),
        "401": problem(401, "Nobody has logged in, or the token is not (or not yet, or no more) valid"),
        "403": problem(403, "Who asks may not, or `X-CSRF-Token` is missing, or a page from elsewhere asked"),
        "413": problem(413, "The body is longer than is taken here"),
        "415": problem(415, "The body is neither JSON nor a form's fields"),
        "431": problem(431, "The head is longer than is taken here; the connection ends"),
        "503": problem(503, "Not now: too much is asked at once, no users are configured, or a file cannot be read"),
    ]

    fileprivate static func problem(_ status: Int, _ about: String) -> JSONTree {
        let schema = status == 422 ? Schema.either([.problem, .faultsProblem, .fieldsProblem]) : .problem
        var problem: [String: JSONTree] = [
            "description": .text(about), "content": ["application/problem+json": ["schema": schema.json]],
        ]
        switch status {
        case 401: problem["headers"] = ["WWW-Authenticate": ["schema": ["type": "string"]]]
        case 429, 503:
            problem["headers"] = [
                "Retry-After": ["description": "Seconds to wait", "schema": ["type": "integer", "minimum": 0]]
            ]
        default: break
        }
        return .object(problem)
    }
}

extension Route {
    fileprivate var methodName: String { "\(method)".lowercased() }

    /// Such as `getConfigVersionsNumber`.
    var operationID: String {
        path.split { !$0.isLetter && !$0.isNumber }.drop { $0 == "api" || $0 == "v1" }
            .reduce(methodName) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}
