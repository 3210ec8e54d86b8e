// SPDX-License-Identifier: Apache-2.0

extension Operation {
    /// All that its document refers to.
    var schemas: [Schema] {
        var all = replies.flatMap { $0.content.compactMap(\.schema) } + parameters.map(\.schema)
        if case .json(let schema, _, _, _) = body { all.append(schema) }
        return all
    }
}

extension [Schema] {
    /// Those with names, by their names.
    var all: [String: JSONTree] { reduce(into: [:]) { $0.merge($1.parts) { first, _ in first } } }
}

extension Operation.Parameter {
    var json: JSONTree {
        var all: [String: JSONTree] = ["name": .text(name), "in": .text(place.rawValue), "schema": schema.json]
        if place == .path { all["required"] = true }
        if case .list = schema { (all["style"], all["explode"]) = ("form", false) }
        return .object(all)
    }
}

extension Operation.Body {
    var json: JSONTree {
        switch self {
        case .json(let schema, let isNeeded, let alsoForm, let example):
            var form = ["schema": schema.json]
            form["example"] = example
            var content: [String: JSONTree] = ["application/json": .object(form)]
            if alsoForm { content["application/x-www-form-urlencoded"] = .object(form) }
            return ["required": .truth(isNeeded), "content": .object(content)]
        case .files(let about, let schema):
            return [
                "required": true, "description": .text(about),
                "content": .object(["multipart/form-data": ["schema": schema.json]]),
            ]
        case .raw(let type, let about, let example):
            return [
                "required": true, "description": .text(about),
                "content": .object([type: ["schema": ["type": "string"], "example": .text(example)]]),
            ]
        }
    }
}

extension Operation.Reply {
    var json: JSONTree {
        var all: [String: JSONTree] = ["description": .text(about)]
        if !content.isEmpty {
            let pairs = content.map { ($0.type, JSONTree.object(["schema": $0.schema?.json ?? [:]])) }
            all["content"] = .object(Dictionary(pairs) { first, _ in first })
        }
        if !headers.isEmpty {
            all["headers"] = .object(
                headers.mapValues { ["description": .text($0), "schema": ["type": "string"]] })
        }
        return .object(all)
    }
}
