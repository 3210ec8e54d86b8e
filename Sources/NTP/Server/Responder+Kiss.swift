// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension Responder {
    /// Turns the request in `buffer` into a kiss-o'-death (RFC 5905, 7.4), which is as long as any other reply.
    ///
    /// It tells nothing about the clock. Both its timestamps are the request's own, as ntpd has them: so whoever looks
    /// at nothing else learns no wrong time from it. What makes the client believe it is that it returns its transmit
    /// timestamp, like every reply.
    /// - Parameters:
    ///   - buffer: at least `arrival.count` octets.
    ///   - poll: how seldom to ask, log2 seconds; the client's own interval where that is longer.
    /// - Returns: how many octets to send.
    /// - Throws: why there is no reply; the buffer is then unchanged.
    public static func kiss(
        _ code: KissCode, in buffer: inout MutableSpan<UInt8>, to arrival: Arrival, poll: Int8
    ) throws(Refusal) -> Int {
        let request = try admit(buffer.span, arrival)
        var reply = NTPHeader(leap: .unknown, version: request.version, mode: .server)
        reply.poll = max(request.poll, poll)
        reply.referenceID = code.letters
        reply.origin = request.transmit
        reply.receive = request.transmit
        reply.transmit = request.transmit
        reply.write(into: &buffer)
        return NTPHeader.count
    }
}
