// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// A receiver that answers anything to the configurator's questions: it must come to an end, order nothing in a dry
/// run, and what it remembers must read back as it was written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    configure(by: bytes, isDryRun: (bytes.first ?? 0) & 1 == 1)
    remember(bytes)
    search(bytes)
    return 0
}

private func configure(by bytes: [UInt8], isDryRun: Bool) {
    var options = ConfigurationOptions()
    options.isDryRun = isDryRun
    let systems = Constellations(rawValue: (bytes.last ?? 0) & 0x7F)
    options.constellations = systems.isEmpty ? nil : systems
    var configurator = ReceiverConfigurator(link: ReceiverLink(baud: 9600), options: options)
    var rest = bytes.dropFirst()
    var now = MonotonicInstant(sinceEpoch: .zero)
    var sent = 0
    while !configurator.isFinished {
        while let frame = configurator.step(at: now) {
            sent += 1
            precondition(sent < 2000)
            precondition(!isDryRun || frame[2] != 0x06 || frame[3] == 0x8B || frame.count <= 10)
            answer(frame, from: &rest, to: &configurator, at: now)
        }
        if let deadline = configurator.deadline { now = max(now, deadline) }
    }
    if let memory = configurator.memory {
        precondition(ReceiverMemory(text: memory.text)?.refused.count == memory.refused.count)
    }
    _ = configurator.report.sentences
}

/// A message as the input says: of the kind that was asked for or an acknowledgement, with the content that follows.
/// Its first byte picks a version that reaches the keys, the old messages, or neither.
private func answer(
    _ frame: [UInt8], from rest: inout ArraySlice<UInt8>, to configurator: inout ReceiverConfigurator,
    at now: MonotonicInstant
) {
    let asked = UBXMessageID(frame[2], frame[3])
    guard let kind = rest.popFirst() else { return }
    if asked == .monVer, kind % 5 != 0 {
        var version = MonVer()
        let texts = ["", "PROTVER=29.20", "PROTVER=18.00", "FWVER=TIM 1.10", "FWVER=HPG 1.40"]
        version.extensions.append(FixedText(texts[Int(kind % 5)]))
        var payload: [UInt8] = []
        version.appendPayload(to: &payload)
        return configurator.take(asked, payload.span, at: now)
    }
    let length = Int(rest.popFirst() ?? 0) % 72
    let content = Array(rest.prefix(length))
    rest = rest.dropFirst(content.count)
    let begin = Array(frame[6..<min(frame.count - 2, 8)])
    configurator.take(asked, (kind & 1 == 0 ? begin + content : content).span, at: now)
    let ack: UBXMessageID = kind & 2 == 0 ? .ackACK : .ackNAK
    if kind & 4 == 0 { configurator.take(ack, [frame[2], frame[3]].span, at: now) }
}

private func remember(_ bytes: [UInt8]) {
    guard let memory = ReceiverMemory(text: String(decoding: bytes, as: UTF8.self)) else { return }
    let again = ReceiverMemory(text: memory.text)
    precondition(again?.text == memory.text)
}

/// Any bytes at any time: a speed is always listened at, and the next thing is never due in the past.
private func search(_ bytes: [UInt8]) {
    var now = MonotonicInstant(sinceEpoch: .zero)
    var search = SpeedSearch(first: UInt32(bytes.first ?? 0) * 300, at: now)
    var scanner = FrameScanner(limits: .init(ubxPayload: 256))
    for byte in bytes {
        now += .milliseconds(Int64(byte) * 20)
        scanner.push(byte, at: now) { _, _ in }
        if case .listen? = search.step(at: now, heard: scanner.counters) {
            scanner = FrameScanner(limits: scanner.limits)
        }
        precondition(search.deadline > now && search.speed > 0)
    }
}
