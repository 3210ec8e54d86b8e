// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedUBlox
import Testing
import TimeBase

@testable import LinuxBoard

/// What people want of a receiver that runs.
struct ReceiverOrdersTests {
    private func answer(to order: ReceiverOrder, of bench: Bench) throws -> ReceiverAnswer {
        let number = try #require(bench.line.news.orders.give(order))
        #expect(bench.serve { $0.news.latest.answer?.number == number })
        return try #require(bench.line.news.latest.answer?.content)
    }

    @Test(arguments: [SimulatedUBlox.Model.m8t, .f9t])
    func `a dry run tells what would be set in a receiver that has lost it, and sets nothing`(
        model: SimulatedUBlox.Model
    )
        throws
    {
        let bench = Bench(SimulatedUBlox(model))
        #expect(bench.serve { $0.news.latest.report != nil })
        let before = bench.line.news.latest.report
        bench.receiver = SimulatedUBlox(model)
        guard case .report(let report) = try answer(to: .dryRun, of: bench) else { throw Missing() }
        #expect(report.outcome == .done && report.count { $0 == .wouldSet } > 5)
        #expect(bench.receiver.taken.isEmpty && bench.line.news.latest.report == before)
    }

    @Test func `it is set up anew, and what came of each step is told`() throws {
        let bench = Bench(SimulatedUBlox(.f9t))
        #expect(bench.serve { $0.news.latest.report != nil })
        bench.receiver = SimulatedUBlox(.f9t)
        guard case .report(let report) = try answer(to: .configure, of: bench) else { throw Missing() }
        #expect(report.count { $0 == .set } > 5 && !bench.receiver.taken.isEmpty)
        #expect(bench.line.news.latest.report == report)
        guard case .report(let again) = try answer(to: .configure, of: bench) else { throw Missing() }
        #expect(again.count { $0 == .set } == 0 && again.count { $0 == .wasSo } > 5)
    }

    @Test(arguments: ReceiverStart.allCases)
    func `a u-blox is told to start anew, and nothing else is`(start: ReceiverStart) throws {
        let bench = Bench(SimulatedUBlox(.m8t))
        #expect(bench.serve { $0.news.latest.report != nil })
        #expect(try answer(to: .start(start), of: bench) == .told(start))
        #expect(bench.serve { _ in bench.receiver.starts == [CfgRST(start)] })
    }

    @Test func `what is no u-blox is not told to start anew`() throws {
        let bench = Bench(SimulatedUBlox(.m8, manner: .deaf))
        #expect(bench.serve { $0.news.latest.report != nil })
        let reason = "the receiver does not answer as a u-blox does, and only such can be told to start anew"
        #expect(try answer(to: .start(.cold), of: bench) == .no(reason))
    }

    @Test func `where nothing is to be configured no order is carried out`() throws {
        let bench = Bench(SimulatedUBlox(.m8)) { $0.configures = false }
        #expect(bench.serve { $0.news.latest.finding != nil })
        for order in [ReceiverOrder.dryRun, .configure, .start(.hot)] {
            guard case .no(let reason) = try answer(to: order, of: bench) else { throw Missing() }
            #expect(reason.hasSuffix("(receiver.configure: false)"))
        }
        #expect(bench.written.isEmpty)
    }

    @Test func `a port that is not open is told at once, though it is tried again only later`() throws {
        let bench = Bench(SimulatedUBlox(.m8)) { $0.path = "/nowhere/at/all" }
        #expect(bench.serve { _ in bench.lost != nil })
        #expect(try answer(to: .configure, of: bench) == .no("the port of the receiver is not open"))
    }

    @Test func `a plug that is pulled in the middle ends the order too`() throws {
        let bench = Bench(SimulatedUBlox(.f9t))
        #expect(bench.serve { $0.news.latest.report != nil })
        bench.receiver.manner = .deaf
        let number = try #require(bench.line.news.orders.give(.configure))
        #expect(bench.serve { _ in !bench.line.news.orders.isWaiting })
        bench.hangUp()
        #expect(bench.serve { $0.news.latest.answer?.number == number })
        #expect(
            bench.line.news.latest.answer?.content == .no("the receiver was lost before it had answered everything"))
    }

    @Test func `one order waits at a time, until it is taken or withdrawn`() throws {
        let orders = ReceiverNews().orders
        let first = try #require(orders.give(.configure))
        #expect(orders.give(.dryRun) == nil)
        orders.withdraw(first)
        #expect(!orders.isWaiting && orders.take() == nil)
        let second = try #require(orders.give(.dryRun))
        #expect(second > first && orders.take()?.order == .dryRun)
    }

    private struct Missing: Error {}
}
