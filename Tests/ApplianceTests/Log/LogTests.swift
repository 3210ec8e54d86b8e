// SPDX-License-Identifier: Apache-2.0

import Glibc
import Logging
import Synchronization
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `A log line` {
    private let time = UTCInstant(day: 17_167, secondOfDay: 3661, fraction: .milliseconds(7))

    private func line(_ message: String, _ fields: [(key: String, value: String)] = []) -> LogLine {
        LogLine(time: time, level: .notice, message: message, fields: fields)
    }

    @Test func `is written as logfmt`() {
        #expect(
            line("it works", [("a", "1"), ("b", "x y"), ("c", "q\"q\\\n"), ("d", "")]).text(.logfmt)
                == #"time=2017-01-01T01:01:01.007Z level=notice msg="it works" a=1 b="x y" c="q\"q\\\n" d="""#)
    }

    @Test func `is written as JSON`() {
        #expect(
            line("it \u{7}works", [("a", "é\t")]).text(.json)
                == #"{"time":"2017-01-01T01:01:01.007Z","level":"notice","msg":"it \u0007works","a":"é\t"}"#)
    }

    @Test(arguments: Settings.Journal.Format.allCases)
    func `fits into one write to a pipe`(_ format: Settings.Journal.Format) {
        let long = String(repeating: "\u{1}", count: 10_000)
        let text = line(long, [("k", long)]).text(format)
        #expect(text.utf8.count <= LogLine.longest)
        #expect(text.contains("level") && text.contains("…"))
    }
}

@Suite struct `The log` {
    @Test func `drops what its reader does not take, and says so`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let sink = LogSink(descriptor: ends[1])
        let line = String(repeating: "x", count: 3000)
        for _ in 0..<100 { sink.write(line) }
        var heard = ""
        while heard.utf8.count < 40_000 { heard += Self.read(ends[0]) }
        sink.write("again")
        while !heard.hasSuffix("again\n") { heard += Self.read(ends[0]) }
        let lines = heard.split(separator: "\n")
        let dropped = 100 - lines.count { $0 == line }
        #expect(dropped > 50)
        #expect(lines.dropLast().last == "level=warning msg=\"log lines were dropped\" count=\(dropped)")
    }

    private static func read(_ end: CInt) -> String {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(end, $0.baseAddress, $0.count) }
        return String(decoding: buffer[..<max(count, 0)], as: UTF8.self)
    }

    @Test func `has the fields of logger and message in order`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        var handler = JournalHandler(
            threshold: LogThreshold(.init()), format: .logfmt, sink: LogSink(descriptor: ends[1]))
        handler[metadataKey: "port"] = "ttyS0"
        let logger = Logger(label: "t") { [handler] _ in handler }
        logger.debug("unheard")
        logger.warning("heard", metadata: ["b": "2", "a": "1"])
        let text = Self.read(ends[0])
        #expect(text.hasSuffix(" level=warning msg=heard a=1 b=2 port=ttyS0\n"))
    }

    @Test func `is written from the level on that is in force now, for all copies`() throws {
        let threshold = LogThreshold(.init(level: .warning))
        var logger = Logger.journal(.init(), threshold: threshold)
        let copy = logger
        #expect(logger.logLevel == .warning && threshold.liveKeys == ["journal.level"])
        var settings = Settings(defaultsFor: .simulated)
        for level in Settings.Journal.Level.allCases {
            settings.journal.level = level
            threshold.apply(settings)
            #expect(logger.logLevel.rawValue == level.rawValue && copy.logLevel == logger.logLevel)
        }
        logger.logLevel = .trace
        #expect(logger.logLevel == .trace && copy.logLevel == .critical)
    }

    @Test(arguments: notes) func `has words for what happens`(_ note: Note, _ level: Logger.Level, _ message: String) {
        let entry = note.entry(utc: UTCRelation(taiMinusUTC: 37))
        #expect(entry.level == level)
        #expect(entry.message == message)
    }

    @Test func `tells a contradiction's times`() {
        let expected = TAIInstant(sinceEpoch: .seconds(1_500_000_037))
        let note = Note.contradictionBegan(stated: expected - .seconds(7 * 86_400), expected: expected)
        #expect(
            note.entry(utc: UTCRelation(taiMinusUTC: 37)).metadata
                == ["stated": "2017-07-07T02:40:00.000Z", "expected": "2017-07-14T02:40:00.000Z"])
    }

    private static let notes: [(Note, Logger.Level, String)] = [
        (.phaseChanged(from: .starting, to: .acquiring, reason: .justStarted), .notice, Reason.justStarted.sentence),
        (.phaseChanged(from: .locked, to: .holdover, reason: .clockStepped), .warning, Reason.clockStepped.sentence),
        (.labelled(TAIInstant(sinceEpoch: .zero)), .notice, "the second of the pulse is known"),
        (.labelLost, .notice, "the second of the pulse is no longer known"),
        (.stepped(.milliseconds(300)), .notice, "the clock is stepped"),
        (.clockSteppedByOthers, .warning, "another program stepped the clock"),
        (.outlierRefused(offset: .microseconds(5)), .info, "a pulse was not believed"),
        (.strayEdge(sinceLast: .milliseconds(500)), .info, "an edge off the pulse's rhythm"),
        (.jumpRefused(offset: .milliseconds(5)), .warning, "the pulse jumped and is not followed"),
        (.contradictionEnded, .notice, "the receiver states the right time again"),
        (.leapChanged(nil), .notice, "no leap second is coming"),
        (.signalTroubled(.interference), .warning, "the receiver's signal is in trouble"),
        (.signalRecovered, .notice, "the receiver's signal is in order again"),
        (
            .edgesForgotten(by: .nanoseconds(300)), .notice,
            "the last edges before the receiver's trouble are taken back"
        ),
        (.receiverOpened, .notice, "the receiver's port is open"),
        (.receiverLost, .warning, "the receiver's port is gone"),
        (.dropped(3), .warning, "notes were dropped"),
    ]
}
