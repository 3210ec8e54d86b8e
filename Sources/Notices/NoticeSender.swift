// SPDX-License-Identifier: Apache-2.0

/// One way to tell people.
public protocol NoticeSender: Sendable {
    /// Whither and how, for people: "mail by mail.example.org:587".
    var summary: String { get }

    /// Returns once the other side has taken it, as far as the protocol tells. Ends within the sender's time-out.
    /// A notice that is sent again is recognised by its id.
    @discardableResult
    func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt
}

/// That a notice is delivered.
public struct NoticeReceipt: Sendable, Hashable {
    /// What the other side said, or what is known; a part of a sentence.
    public var text: String
    /// What went wrong nevertheless, such as a recipient who was refused.
    public var complaint: String?

    public init(_ text: String, complaint: String? = nil) { (self.text, self.complaint) = (text, complaint) }
}

/// How long a sender waits.
public struct SendPatience: Sendable, Hashable {
    /// Until a connection stands, with the search for its address.
    public var connecting: Duration = .seconds(10)
    /// For the whole.
    public var all: Duration = .seconds(60)
    /// For the other side to hang up, or to say that nobody listens, where the protocol has no answer.
    public var lingering: Duration = .milliseconds(500)

    public init() {}
}
