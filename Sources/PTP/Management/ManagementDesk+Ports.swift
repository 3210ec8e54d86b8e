// SPDX-License-Identifier: Apache-2.0

import Board

extension ManagementDesk {
    /// A message that came to the clock itself, by its local socket, and not to one of its ports: what is asked of ports
    /// is answered by each that it is for, what is asked of the clock by the first whose domain it names, and what is set
    /// for the clock is set for all of that domain. `send` is lent each answer in turn.
    public func answer(
        _ message: Span<UInt8>, of views: [ManagementView], _ send: (Span<UInt8>) -> Void
    ) -> ManagementOutcome {
        do throws(MessageRefusal) {
            let request = try admitted(message)
            let views = try asked(by: request, among: views)
            let concerned = views.filter(request.concerns)
            var buffer = [UInt8](repeating: 0, count: MessageEnvelope.room)
            var reply = buffer.mutableSpan
            guard let first = concerned.first else {
                let outcome = refuse(request, views[0], .wrongValue, into: &reply)
                send(reply.span.extracting(..<outcome.count))
                return outcome
            }
            var outcome = ManagementOutcome()
            for view in request.id.isOfPort ? concerned : [first] {
                let one = answer(request, message, view, into: &reply)
                send(reply.span.extracting(..<one.count))
                outcome.add(one)
            }
            if !request.id.isOfPort { outcome.spread(to: concerned) }
            return outcome
        } catch {
            return ManagementOutcome(refusal: error)
        }
    }

    /// Those that it is for, at least one.
    private func asked(
        by request: ManagementRequest, among views: [ManagementView]
    ) throws(MessageRefusal) -> [ManagementView] {
        var asked: [ManagementView] = []
        var refusal = MessageRefusal.notServed
        for view in views {
            do throws(MessageRefusal) {
                try request.isFor(view)
                asked.append(view)
            } catch {
                refusal = error
            }
        }
        guard !asked.isEmpty else { throw refusal }
        return asked
    }
}

extension ManagementOutcome {
    fileprivate mutating func add(_ other: ManagementOutcome) {
        count += other.count
        changes += other.changes
        refusal = refusal ?? other.refusal
    }

    /// A change of the clock, for each of these ports.
    fileprivate mutating func spread(to views: [ManagementView]) {
        changes = changes.flatMap { change in
            views.map { ManagementChange(port: $0.facts.identity, value: change.value) }
        }
    }
}
