// SPDX-License-Identifier: Apache-2.0

/// What the API's own description tells of a route, and what its requests are checked by. See ``Route``.
struct Operation: Sendable {
    /// What belongs together in the description.
    enum Topic: String, Sendable, CaseIterable {
        case time = "Time"
        case records = "Records"
        case operation = "Operation"
        case configuration = "Configuration"
        case accounts = "Accounts"
        case health = "Health"
    }

    /// What stands in the address or in the head.
    struct Parameter: Sendable {
        enum Place: String, Sendable { case path, query, header }

        var place: Place
        var name: String
        var schema: Schema

        static func path(_ name: String, _ schema: Schema) -> Parameter {
            Self(place: .path, name: name, schema: schema)
        }
        static func query(_ name: String, _ schema: Schema) -> Parameter {
            Self(place: .query, name: name, schema: schema)
        }
        static func header(_ name: String, _ schema: Schema) -> Parameter {
            Self(place: .header, name: name, schema: schema)
        }
    }

    /// What a request brings.
    enum Body: Sendable {
        /// Checked by the schema before the handler sees it.
        case json(Schema, isNeeded: Bool = true, alsoForm: Bool = false, example: JSONTree? = nil)
        /// For the handler to read.
        case raw(_ type: String, _ about: String, example: String)
        /// A form with files, `multipart/form-data`, for the handler to read.
        case files(_ about: String, Schema)
    }

    /// A form that an answer may have; without a schema: a text of its own.
    struct Content: Sendable {
        var type: String
        var schema: Schema?
    }

    /// An answer that is no problem.
    struct Reply: Sendable {
        var status: Int
        var about: String
        /// Empty: it has no body.
        var content: [Content]
        /// Of its head, what else it has.
        var headers: [String: String] = [:]
    }

    var topic: Topic
    var summary: String
    var detail: String
    var parameters: [Parameter]
    var body: Body?
    var replies: [Reply]
    /// What can go wrong beside what can with every route, by status: each a sentence.
    var problems: [Int: String]

    /// - Parameters:
    ///   - summary: What it does, in a few words.
    ///   - detail: What else is to be known.
    ///   - fails: By status. What every route can answer (400, 401, 403, 413, 415, 431, 503) is told of itself; name it only to
    ///     say more.
    init(
        _ topic: Topic, _ summary: String, _ detail: String = "", with parameters: [Parameter] = [],
        takes body: Body? = nil,
        gives replies: [Reply], fails problems: [Int: String] = [:]
    ) {
        (self.topic, self.summary, self.detail, self.parameters) = (topic, summary, detail, parameters)
        (self.body, self.replies, self.problems) = (body, replies, problems)
    }
}

extension Operation.Reply {
    static func ok(_ schema: Schema, _ about: String = "Done, or found") -> Self {
        Self(status: 200, about: about, content: [.json(schema)])
    }

    static func created(_ schema: Schema, _ about: String) -> Self {
        Self(status: 201, about: about, content: [.json(schema)])
    }

    static func nothing(_ about: String) -> Self { Self(status: 204, about: about, content: []) }

    /// Something that is no JSON, beside what `alternative` says where there is one.
    static func file(_ type: String, _ about: String, or alternative: Schema? = nil) -> Self {
        let other = alternative.map { [Operation.Content.json($0)] } ?? []
        return Self(status: 200, about: about, content: other + [Operation.Content(type: type)])
    }

    func with(_ header: String, _ about: String) -> Self {
        var reply = self
        reply.headers[header] = about
        return reply
    }
}

extension Operation.Content {
    static func json(_ schema: Schema) -> Self { Self(type: "application/json", schema: schema) }
}
