// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// What a reply holds after its head, in one of the layouts of candm.h.
    protocol Form {
        static var code: ReplyCode { get }
        /// Octets after the head; ``write(into:)`` puts just as many.
        static var size: Int { get }
        func write(into octets: inout OctetWriter)
    }

    /// A reply's head (candm.h, `CMD_Reply`) and what follows it.
    static func reply(to request: Request, _ status: Status, _ form: (any Form)? = nil) -> [UInt8] {
        let code = form.map { type(of: $0).code } ?? .none
        var octets = OctetWriter(capacity: replyHead + (form.map { type(of: $0).size } ?? 0))
        octets.put(version)
        octets.put(UInt8(2))
        octets.put(zeros: 2)
        for word in [request.command, code.rawValue, status.rawValue] { octets.put(word) }
        octets.put(zeros: 6)
        octets.put(request.sequence)
        octets.put(zeros: 8)
        form?.write(into: &octets)
        return octets.octets
    }
}
