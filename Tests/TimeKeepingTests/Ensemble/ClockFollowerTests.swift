// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ClockFollowerTests {
    @Test func `steps onto the disciplined clock once and stays on it`() {
        var world = FollowerWorld()
        world.run(120)
        #expect(world.steps == 1)
        world.resetFigures()
        world.run(300)
        #expect(world.worst < 150e-9)
        #expect(world.follower.claim?.state == .following)
    }

    @Test func `is left alone as long as the disciplined clock is worth nothing`() {
        var world = FollowerWorld()
        (world.restless, world.leaderRate, world.leaderNoise) = (0, 0, 0)
        world.run(60, mayLead: false)
        #expect(world.steps == 0)
        #expect((world.error - 0.5 - 60 * 20e-6).magnitude < 1e-9)
        #expect(world.follower.claim?.state == .free)
        #expect((world.follower.claim?.frequency ?? 0) - 20e-6 < 1e-8)
    }

    @Test func `comes back after another program stepped it`() {
        var world = FollowerWorld()
        world.run(120)
        world.setByOthers(by: -3)
        world.run(10)
        #expect(world.steps == 2)
        #expect(world.error.magnitude < 500e-9)
    }

    @Test func `goes along with a disciplined clock that is steered hard`() {
        var world = FollowerWorld()
        world.run(300)
        for turn in 0..<20 {
            // Its pulse jumps to and fro, and it follows.
            world.leaderNoise = turn % 2 == 0 ? 5e-6 : 100e-9
            world.resetFigures()
            world.run(10)
            #expect(world.worst < 300e-9)
        }
        #expect(world.steps == 1)
    }

    @Test func `follows a rate that changes as no oscillator's should`() {
        var world = FollowerWorld()
        world.run(120)
        for turn in 0..<20 {
            world.rate += turn % 2 == 0 ? 5e-6 : -5e-6
            world.run(15)
            #expect(world.error.magnitude < 1e-6)
        }
        #expect(world.worst < 0.6 && world.steps == 1)
    }

    /// Against 529 ns of a proportional and an integral part at 500 ns, and 13 ns at 5 ns.
    @Test(arguments: [(noise: 5e-9, most: 6e-9), (50e-9, 24e-9), (500e-9, 130e-9), (5e-6, 700e-9)])
    func `learns the comparisons' noise, and averages it as far as the oscillators allow`(noise: Double, most: Double) {
        var world = FollowerWorld(noise: noise)
        world.run(600)
        world.resetFigures()
        world.run(1800)
        #expect(world.rms < most)
        #expect(world.outside == 0)
        let learned = world.follower.claim?.noise?.realSeconds ?? 0
        #expect(learned > 0.8 * noise && learned < 1.25 * noise)
    }

    @Test(arguments: [0.01, 0.1, 10]) func `learns how restless the oscillators are`(restless: Double) {
        var world = FollowerWorld(noise: 500e-9)
        world.restless = restless
        world.run(600)
        world.resetFigures()
        world.run(1800)
        #expect(world.rms < (restless > 1 ? 250e-9 : 70e-9))
        #expect(world.outside == 0)
    }

    @Test func `runs on the disciplined clock's own oscillator too`() {
        var world = FollowerWorld(noise: 500e-9)
        world.isShared = true
        (world.rate, world.restless) = (0, 0.1)
        world.run(600)
        world.resetFigures()
        world.run(1200)
        #expect(world.rms < 60e-9)
    }

    @Test func `a clock that cannot be corrected enough is not wound up`() {
        var world = FollowerWorld()
        world.limit = 10e-6
        world.run(600)
        #expect(world.follower.claim?.state == .approaching)
        world.limit = 500e-6
        world.run(60)
        #expect(world.error.magnitude < 200e-9)
    }

    @Test func `a clock that is not compared any more is lost`() throws {
        var world = FollowerWorld()
        world.run(60)
        let claim = try #require(world.follower.claim)
        #expect(claim.told(at: world.now + .seconds(5)).state == .following)
        #expect(claim.told(at: world.now + .seconds(6)).state == .lost)
    }
}
