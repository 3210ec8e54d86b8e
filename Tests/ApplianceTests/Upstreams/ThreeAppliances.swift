// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// Three appliances, each with its own sky, oscillator and errors, that ask each other, and clients that ask all three.
struct ThreeAppliances {
    private(set) var appliances: [UpstreamWorld]
    private(set) var clients: [SimulatedClient]
    /// Since ``mark()``: how far two clients were apart at the most, and any of them from the truth.
    private(set) var widest = Duration.zero
    private(set) var worst = Duration.zero

    init(_ yaml: String, clients: Int) throws {
        appliances = try (0..<3).map {
            try UpstreamWorld(yaml, servers: 2, offset: .milliseconds(100 * ($0 + 1)), seed: UInt64(5 + $0))
        }
        let rates = [20e-6, -35e-6, 5e-6, 60e-6]
        self.clients = (0..<clients).map {
            SimulatedClient($0, servers: 3, rate: rates[$0 % 4], error: .milliseconds(20 * $0 - 30))
        }
    }

    mutating func mark() {
        (widest, worst) = (.zero, .zero)
        for index in appliances.indices { appliances[index].mark() }
        for index in clients.indices { clients[index].mark() }
    }

    mutating func perform(_ command: SceneCommand, at index: Int) { appliances[index].perform(command) }

    mutating func run(_ seconds: Int) { for _ in 0..<seconds { turn() } }

    private mutating func turn() {
        let voices = appliances.map(\.voice)
        for index in appliances.indices {
            let others = appliances.indices.filter { $0 != index }
            appliances[index].turn { voices[others[$0]].answer($1, at: $2) }
        }
        let (board, utc) = (appliances[0].loop.board, appliances[0].state.utc)
        let told = appliances.map(\.voice)
        for index in clients.indices {
            clients[index].turn({ board.trueTime(at: $0) }, utc, at: board.now) { told[$0].answer($1, at: $2) }
        }
        let errors = clients.map(\.error)
        if let least = errors.min(), let most = errors.max() { widest = max(widest, most - least) }
        worst = max(worst, errors.map(\.magnitude).max() ?? .zero)
    }
}
