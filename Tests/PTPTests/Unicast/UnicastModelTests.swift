// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

/// The same promises kept in a dictionary, by the rules alone.
struct PromiseModel {
    struct Promise {
        var log: Int8
        var end: Duration
    }

    var limits: UnicastLimits
    var promises: [Int: [MessageType: Promise]] = [:]

    private func rate(_ type: MessageType, _ log: Int8) -> Double {
        let rate = log < 0 ? Double(1 << Int(-log)) : 1 / Double(1 << Int(log))
        return type == .sync ? 2 * rate : rate
    }

    var total: Double { promises.values.flatMap { $0.map { rate($0.key, $0.value.log) } }.reduce(0, +) }

    mutating func forget(at now: Duration) {
        for client in promises.keys {
            promises[client] = promises[client]?.filter { $0.value.end > now }
            if promises[client]?.isEmpty ?? false { promises[client] = nil }
        }
    }

    mutating func ask(_ type: MessageType, log: Int8, seconds: UInt32, for client: Int, at now: Duration) -> UInt32 {
        guard [.announce, .sync, .delayResponse].contains(type), seconds > 0 else { return 0 }
        let shortest = type == .announce ? max(-3, limits.shortestLogInterval) : limits.shortestLogInterval
        guard (shortest...7).contains(log) else { return 0 }
        guard promises[client] != nil || promises.count < limits.clients else { return 0 }
        let before = promises[client]?[type].map { rate(type, $0.log) } ?? 0
        let change = rate(type, log) - before
        guard change <= 0 || total + change <= Double(limits.messagesPerSecond) else { return 0 }
        let granted = min(seconds, limits.longestDuration)
        promises[client, default: [:]][type] = Promise(log: log, end: now + .seconds(Int64(granted)))
        return granted
    }

    mutating func cancel(_ type: MessageType, of client: Int) {
        promises[client]?[type] = nil
        if promises[client]?.isEmpty ?? false { promises[client] = nil }
    }
}

@Suite struct UnicastModelTests {
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `whatever is asked in whatever order, the same is granted as by the rules alone`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var limits = UnicastLimits()
        (limits.clients, limits.messagesPerSecond, limits.longestDuration) = (20, 100, 100)
        limits.shortestLogInterval = -5
        var desk = Desk(limits: limits, seed: seed)
        var model = PromiseModel(limits: limits)
        let types: [MessageType] = [.announce, .sync, .delayResponse, .peerDelayResponse]
        for _ in 0..<400 {
            // Rarely enough that nobody is refused for asking too often.
            desk.run(until: desk.now + .milliseconds(Int64.random(in: 60...600, using: &chance)))
            if Int.random(in: 0..<200, using: &chance) == 0 { desk.run(until: desk.now + .seconds(50)) }
            model.forget(at: desk.now)
            let client = Int.random(in: 0..<30, using: &chance)
            let type = types[Int.random(in: 0..<types.count, using: &chance)]
            if Int.random(in: 0..<5, using: &chance) == 0 {
                desk.signal([CancelUnicastTransmission(messageType: type)], from: client)
                model.cancel(type, of: client)
            } else {
                let log = Int8.random(in: -7...9, using: &chance)
                let seconds = UInt32.random(in: 0...150, using: &chance)
                #expect(
                    desk.ask(type, log: log, seconds: seconds, for: client)
                        == model.ask(type, log: log, seconds: seconds, for: client, at: desk.now))
            }
            _ = desk.sink.takeAll()
            check(desk.service, against: model)
        }
    }

    private func check(_ service: UnicastService, against model: PromiseModel) {
        // What ended less than a tick ago may not have been noticed yet.
        #expect((0...1).contains(service.grantedClients - model.promises.count))
        if service.grantedClients == model.promises.count { #expect(service.promisedRate >= model.total) }
        for facts in service.clients {
            let promises = model.promises[Int(facts.identity.clock.raw & 0xFFFF)] ?? [:]
            for (log, type) in [
                (facts.announce, MessageType.announce), (facts.sync, .sync), (facts.delayResponse, .delayResponse),
            ] {
                if let promise = promises[type] { #expect(log == promise.log) }
            }
            if let end = promises.values.map(\.end).min(), facts.grantsEnd.map({ $0.sinceEpoch >= end }) ?? false {
                #expect(facts.grantsEnd?.sinceEpoch == end)
            }
        }
    }
}
