// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// Comparisons that are not worth what the others are.
@Suite struct ComparisonOutlierTests {
    @Test(arguments: [0.05, 0.3]) func `one that took long is worth less, by its own word`(held: Double) {
        var world = FollowerWorld(noise: 500e-9)
        world.run(600)
        world.held = held
        world.run(60)
        world.resetFigures()
        world.run(1200)
        #expect(world.rms < 160e-9)
        #expect(world.worst < 700e-9)
        #expect(world.outside == 0)
    }

    @Test func `four in a row that cannot be are refused, and the bound knows of them`() throws {
        var world = FollowerWorld()
        world.run(300)
        world.resetFigures()
        world.outliers = [80e-6, 80e-6, 80e-6, 80e-6]
        world.run(4)
        #expect(world.follower.claim?.refused == 4)
        #expect(try #require(world.follower.claim).uncertainty > .microseconds(79))
        world.run(60)
        #expect(world.worst < 150e-9 && world.follower.claim?.refused == 4)
        #expect(try #require(world.follower.claim).uncertainty < .nanoseconds(400))
    }

    @Test func `the fifth in a row is believed`() {
        var world = FollowerWorld()
        world.run(300)
        world.error += 80e-6
        world.run(4)
        #expect(world.error > 79e-6)
        world.run(2)
        #expect(world.error.magnitude < 1e-6 && world.steps == 1)
        world.run(60)
        #expect(world.error.magnitude < 150e-9)
    }

    @Test func `noise that grows tenfold is learned without losing the clock`() {
        var world = FollowerWorld(noise: 20e-9)
        world.run(600)
        (world.noise, world.window) = (200e-9, 600e-9)
        world.resetFigures()
        world.run(900)
        #expect(world.worst < 600e-9)
        #expect(world.outside == 0)
        let learned = world.follower.claim?.noise?.realSeconds ?? 0
        #expect(learned > 150e-9 && learned < 260e-9)
    }
}
