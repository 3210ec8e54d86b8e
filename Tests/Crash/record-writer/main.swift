// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Records

// Writes records for tests that kill it, fill its disk, or count what it writes:
//   record-writer load FILE        numbered seconds, entries and notices, as fast as they are committed
//   record-writer steady FILE      one numbered second each millisecond, written every 50 ms by themselves
//   record-writer day FILE COUNT   COUNT seconds as an appliance records them, and what it says then
//   record-writer watch FILE       a numbered second each 10 ms; prints its health whenever it changes

/// 2026-11-21T12:00:00Z is second 0.
let start: Int64 = 1_795_262_400_000

/// At once: whoever is killed keeps nothing back.
func say(_ words: String) {
    let line = Array("\(words)\n".utf8)
    _ = unsafe line.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
}

func sample(_ number: Int64) -> HistorySample {
    let value = Double(number)
    // Within what an appliance measures, so that the file's size is that of an appliance.
    let noise = Double.random(in: -50...50)
    return HistorySample(
        utcMilliseconds: start + number * 1000,
        values: [
            .offset: noise, .bound: 150 + noise, .frequency: 12_345.6789 + noise / 100,
            .temperature: 45 + noise / 100, .satellites: 14, .cn0: 41.5, .pulseResidual: noise / 3,
            .loopLatency: 45_000 + noise * 100, .ntpRequests: value.truncatingRemainder(dividingBy: 500),
        ])
}

func entry(_ number: Int64) -> JournalRecord {
    JournalRecord(utcMilliseconds: start + number * 1000, kind: .system, text: "entry \(number)")
}

/// One more than the latest second in the file: the latest hour, its latest minute, and in that the latest second.
func nextNumber(_ store: RecordStore) async throws -> Int64 {
    var query = HistoryQuery(series: [.satellites], from: start, to: start + 36_000_000_000, step: 0)
    for step: Int64 in [3_600_000, 60_000, 1000] {
        query.step = step
        guard let last = try await store.history(query).last else { return 0 }
        (query.from, query.to) = (last.utcMilliseconds, last.utcMilliseconds + step)
    }
    return (query.from - start) / 1000 + 1
}

func load(_ path: String) async throws {
    var limits = RecordLimits()
    // Written only when asked, so that a batch has all of its 32 or is not there.
    (limits.batchSeconds, limits.urgentSeconds) = (1e9, 1e9)
    // Small, so that pruning is under way too.
    (limits.seconds, limits.journalEntries, limits.outboxItems) = (2000, 500, 50)
    let store = RecordStore(path: path, limits: limits)
    var number = try await nextNumber(store)
    say("begun \(number)")
    while true {
        for _ in 0..<32 {
            store.record(sample(number))
            store.note(entry(number))
            store.enqueue(channel: "mail", payload: Array("\(number)".utf8))
            number += 1
        }
        guard await store.flush() else { return say("trouble \(store.health.sentence)") }
        say("committed \(number - 1)")
        await store.done(ids: await store.pending(channel: "mail", limit: 20).map(\.id))
    }
}

func steady(_ path: String) async throws {
    var limits = RecordLimits()
    (limits.batchSeconds, limits.urgentSeconds) = (0.05, 0.05)
    let store = RecordStore(path: path, limits: limits)
    var number = try await nextNumber(store)
    say("begun \(number)")
    while true {
        store.record(sample(number))
        say("recorded \(number)")
        number += 1
        try await Task.sleep(for: .milliseconds(1))
    }
}

func day(_ path: String, _ count: Int64) async throws {
    var limits = RecordLimits()
    (limits.batchSeconds, limits.urgentSeconds) = (1e9, 1e9)
    let store = RecordStore(path: path, limits: limits)
    let first = try await nextNumber(store)
    for number in first..<first + count {
        store.record(sample(number))
        // An entry each quarter of an hour, which is written soon.
        if number % 900 == 7 { store.note(entry(number)) }
        if number % 30 == 0 || number % 900 == 8 { await store.flush() }
    }
    await store.flush()
    say(store.health.sentence)
    say("used \(store.health.usedOctets)")
    say(String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/io")), as: UTF8.self))
    await store.close()
}

func watch(_ path: String) async throws {
    var limits = RecordLimits()
    (limits.batchSeconds, limits.retrySeconds, limits.waitingSamples) = (0.05, 0.05, 300)
    let store = RecordStore(path: path, limits: limits)
    var last = ""
    for number in Int64(0)... {
        store.record(sample(number))
        let health = store.health
        let state = health.isWell ? "well" : "trouble"
        if state != last { say("\(state) \(number) \(health.sentence)") }
        last = state
        try await Task.sleep(for: .milliseconds(10))
    }
}

let words = CommandLine.arguments.dropFirst()
switch (words.first, words.dropFirst().first) {
case ("load", let path?): try await load(path)
case ("steady", let path?): try await steady(path)
case ("day", let path?): try await day(path, words.last.flatMap { Int64($0) } ?? 86_400)
case ("watch", let path?): try await watch(path)
default: say("record-writer load|steady|day|watch FILE")
}
