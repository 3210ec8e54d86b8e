// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

struct HistoryTests {
    let folder: Folder
    let store: RecordStore

    init() throws {
        folder = try Folder()
        store = RecordStore(path: folder.file, limits: .onlyWhenAsked)
    }

    @Test(arguments: [false, true]) func `a minute says its least, mean, most and count`(isWritten: Bool) async throws {
        store.record(seconds: 0..<120)
        if isWritten { #expect(await store.flush()) }
        let points = try await store.offsets(noon..<noon + 120_000, step: 60_000)
        try #require(points.count == 2)
        #expect(points[0].utcMilliseconds == noon && points[0].stepMilliseconds == 60_000)
        #expect((points[0].minimum, points[0].mean, points[0].maximum) == (0, 29.5, 59))
        #expect((points[1].minimum, points[1].mean, points[1].maximum) == (60, 89.5, 119))
        #expect(points.map(\.count) == [60, 60])
    }

    @Test func `what is written and what waits are one history`() async throws {
        store.record(seconds: 0..<45)
        await store.flush()
        store.record(seconds: 45..<60)
        for step: Int64 in [60_000, 3_600_000] {
            let points = try await store.offsets(noon..<noon + 60_000, step: step)
            #expect(points.map(\.count) == [60])
            #expect(points.map(\.mean) == [29.5])
        }
        #expect(try await store.offsets(noon..<noon + 60_000, step: 1000).map(\.mean) == (0..<60).map(Double.init))
    }

    @Test func `a gap stays a gap`() async throws {
        store.record(seconds: 0..<10)
        store.record(seconds: 50..<60)
        store.record(seconds: 180..<240)
        await store.flush()
        let points = try await store.offsets(noon..<noon + 300_000, step: 60_000)
        #expect(points.map(\.count) == [20, 60])
        #expect(points.map(\.utcMilliseconds) == [noon, noon + 180_000])
    }

    @Test func `seconds that a clock shows twice are kept twice and counted once each`() async throws {
        store.record(seconds: 0..<40)
        await store.flush()
        // Set back by half a minute.
        store.record(seconds: 10..<60)
        await store.flush()
        let minute = try await store.offsets(noon..<noon + 60_000, step: 60_000)
        #expect(minute.map(\.count) == [90])
        let seconds = try await store.offsets(noon..<noon + 60_000, step: 1000)
        #expect(seconds.map(\.count) == (0..<60).map { (10..<40).contains($0) ? 2 : 1 })
        #expect(try await store.offsets(noon..<noon + 60_000, step: 3_600_000).map(\.count) == [90])
    }

    @Test func `samples that come late find their place`() async throws {
        store.record(seconds: 100..<200)
        await store.flush()
        store.record(seconds: 0..<100)
        await store.flush()
        let points = try await store.offsets(noon..<noon + 200_000, step: 60_000)
        #expect(points.map(\.count) == [60, 60, 60, 20])
        #expect(points.map(\.mean) == [29.5, 89.5, 149.5, 189.5])
    }

    @Test func `a restart goes on in the same minute`() async throws {
        store.record(seconds: 0..<20)
        await store.close()
        let second = RecordStore(path: folder.file, limits: .onlyWhenAsked)
        second.record(seconds: 30..<60)
        await second.flush()
        #expect(try await second.offsets(noon..<noon + 60_000, step: 60_000).map(\.count) == [50])
        #expect(try await second.offsets(noon..<noon + 60_000, step: 1000).count == 50)
    }

    @Test(arguments: [
        (Series.offset, -1.234), (.bound, 104.5), (.frequency, 12_000.1234), (.temperature, -40.125),
        (.satellites, 23), (.cn0, 43.25), (.pulseResidual, 0.001), (.loopLatency, 45_000), (.ntpRequests, 12_345.67),
        (.offset, 2_500_000_000), (.watchWorst, 2_500_000_000),
    ])
    func `a value comes back as it was`(series: Series, value: Double) async throws {
        store.record(value, series, at: noon)
        await store.flush()
        let query = HistoryQuery(series: [series], from: noon, to: noon + 1, step: 1)
        #expect(try await store.history(query).map(\.mean) == [value])
    }

    @Test func `what is no number is no value, and what is too large is the largest`() async throws {
        for value in [Double.nan, .infinity, -.infinity, .signalingNaN] { store.record(value, at: noon) }
        store.record(1e300, .bound, at: noon)
        store.record(HistorySample(utcMilliseconds: -1, values: [.offset: 1]))
        store.record(HistorySample(utcMilliseconds: .max, values: [.offset: 1]))
        #expect(await store.flush())
        let query = HistoryQuery(series: Series.allCases, from: .min, to: .max, step: .min)
        let points = try await store.history(query)
        #expect(points.map(\.series) == [.bound])
        #expect(points.first?.maximum == 1e12)
    }

    @Test func `points come by time, then series, whole steps only`() async throws {
        store.record(HistorySample(utcMilliseconds: noon + 500, values: [.bound: 2, .offset: 1]))
        store.record(HistorySample(utcMilliseconds: noon + 1500, values: [.bound: 4]))
        let query = HistoryQuery(series: [.bound, .offset, .bound], from: noon + 900, to: noon + 1001, step: 700)
        let points = try await store.history(query)
        #expect(points.map(\.series) == [.offset, .bound, .bound])
        #expect(points.map(\.utcMilliseconds) == [noon, noon, noon + 1000])
        #expect(try await store.history(HistoryQuery(series: [], from: 0, to: .max, step: 1)).isEmpty)
    }

    @Test func `a step is widened rather than answered with too much`() async throws {
        store.record(seconds: 0..<100)
        let points = try await store.offsets(0..<noon + 100_000, step: 1000)
        #expect(points.map(\.count).reduce(0, +) == 100)
        #expect(try #require(points.first).stepMilliseconds >= (noon + 100_000) / HistoryQuery.mostPoints)
    }
}
