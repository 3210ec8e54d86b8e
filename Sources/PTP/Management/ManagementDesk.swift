// SPDX-License-Identifier: Apache-2.0

/// What came of a management message.
public struct ManagementOutcome: Hashable, Sendable {
    /// Octets of what is to be sent back; 0: nothing is.
    public var count: Int
    /// What the caller is to change.
    public var changes: [ManagementChange]
    /// Why nothing came of it, whether or not that is told to the sender.
    public var refusal: MessageRefusal?

    public init(count: Int = 0, changes: [ManagementChange] = [], refusal: MessageRefusal? = nil) {
        (self.count, self.changes, self.refusal) = (count, changes, refusal)
    }
}

/// Answers management messages (IEEE 1588-2019, 15): questions from what a port is shown to be, commands by its rights.
/// It keeps nothing between two messages.
public struct ManagementDesk: Sendable {
    public var rights: ManagementRights

    public init(rights: ManagementRights = .read) { self.rights = rights }

    /// A message that came over the network of the port that `view` shows. The answer goes where the message came from:
    /// to its sender, or to the group that it was sent to.
    ///
    /// - Parameter reply: of at least ``MessageEnvelope/room`` octets.
    public func answer(
        _ message: Span<UInt8>, of view: ManagementView, into reply: inout MutableSpan<UInt8>
    ) -> ManagementOutcome {
        do throws(MessageRefusal) {
            let request = try admitted(message)
            try request.isFor(view)
            // IEEE's interpretation 21: a port that we do not have is a wrong value.
            guard request.concerns(view) else { return refuse(request, view, .wrongValue, into: &reply) }
            return answer(request, message, view, into: &reply)
        } catch {
            return ManagementOutcome(refusal: error)
        }
    }

    func admitted(_ message: Span<UInt8>) throws(MessageRefusal) -> ManagementRequest {
        let request = try ManagementRequest(message)
        guard rights.contains(.read) else { throw .denied }
        return request
    }

    func answer(
        _ request: ManagementRequest, _ message: Span<UInt8>, _ view: ManagementView,
        into reply: inout MutableSpan<UInt8>
    ) -> ManagementOutcome {
        do throws(ManagementError) {
            switch request.message.action {
            case .set where request.id != .nullManagement: return try set(request, message, view, into: &reply)
            case .command where request.id != .nullManagement:
                throw request.id.isKnown ? .notSupported : .noSuchID
            default: return ManagementOutcome(count: try tell(request, view, into: &reply))
            }
        } catch {
            return refuse(request, view, error, into: &reply)
        }
    }

    private func tell(
        _ request: ManagementRequest, _ view: ManagementView, into reply: inout MutableSpan<UInt8>
    ) throws(ManagementError) -> Int {
        guard let data = request.understood(view).data(of: request.id) else {
            throw request.id.isKnown ? .notSupported : .noSuchID
        }
        let count = request.reply(from: view).write(into: &reply)
        return ManagementTLV.append(request.id, to: &reply, after: count) { buffer, offset in
            for (index, octet) in data.octets.enumerated() { buffer[offset + index] = octet }
            return data.octets.count
        }
    }

    private func set(
        _ request: ManagementRequest, _ message: Span<UInt8>, _ view: ManagementView,
        into reply: inout MutableSpan<UInt8>
    ) throws(ManagementError) -> ManagementOutcome {
        guard let right = ManagementRights(toSet: request.id) else {
            guard request.id.isKnown else { throw .noSuchID }
            throw view.data(of: request.id) == nil ? .notSupported : .notSetable
        }
        guard rights.contains(right) else {
            var outcome = refuse(request, view, .notSetable, because: "not allowed by the configuration", into: &reply)
            outcome.refusal = .denied
            return outcome
        }
        let value = try ManagementChange.Value(request.id, message, request.tlv)
        let count = try tell(request, try view.applying(value), into: &reply)
        return ManagementOutcome(count: count, changes: [ManagementChange(port: view.facts.identity, value: value)])
    }

    func refuse(
        _ request: ManagementRequest, _ view: ManagementView, _ error: ManagementError, because word: String = "",
        into reply: inout MutableSpan<UInt8>
    ) -> ManagementOutcome {
        let count = request.reply(from: view).write(into: &reply)
        let status = ManagementErrorStatus(error, of: request.id, displayData: word)
        return ManagementOutcome(count: status.append(to: &reply, after: count), refusal: .notServed)
    }
}

extension ManagementRights {
    /// What one needs to set `id`; `nil`: it cannot be set.
    init?(toSet id: ManagementID) {
        switch id {
        case .priority1, .priority2: self = .setPriorities
        case .logAnnounceInterval, .logSyncInterval, .logMinPeerDelayRequestInterval, .announceReceiptTimeout:
            self = .setIntervals
        case .userDescription: self = .setDescription
        default: return nil
        }
    }
}
