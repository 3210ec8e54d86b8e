// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import LinuxBoard
public import Logging
import Synchronization

/// Answers `chronyc` wherever the settings say.
public final class ChronycService: Sendable {
    private struct Places {
        var listeners: [(place: ListenPlace, listener: Chronyc.Listener)] = []
        /// Why a place is not listened at, as it was last told.
        var told: [ListenPlace: String] = [:]
    }

    private let wanted: [ListenPlace]
    private let desk: Chronyc.Desk
    private let places = Mutex(Places())
    private let makeFolder: @Sendable (String) throws -> Void
    private let log: Logger

    /// - Parameter makeFolder: makes the folder of a socket's path where it is missing.
    public init(
        _ settings: Settings.Compatibility, view: any ApplianceView, log: Logger,
        makeFolder: @escaping @Sendable (String) throws -> Void = { _ in }
    ) {
        (wanted, self.makeFolder, self.log) = (settings.chronyc, makeFolder, log)
        desk = Chronyc.Desk(view, settings)
    }

    /// Serves until the task is cancelled. What cannot be opened is tried again once a second.
    public func run() async {
        while !Task.isCancelled {
            openWhatIsMissing()
            desk.look()
            try? await Task.sleep(for: .seconds(1))
        }
        let listeners = places.withLock { $0.listeners.map(\.listener) }
        for listener in listeners { listener.stop() }
        // A cancelled task cannot sleep; this is over within the patience of a socket.
        while !listeners.allSatisfy(\.hasEnded) { HostThread.sleep(for: .milliseconds(10)) }
        places.withLock { $0.listeners = [] }
    }

    public var facts: CompatibilityFacts {
        var facts = desk.facts
        places.withLock { places in
            facts.listening = places.listeners.map(\.place)
            facts.notListening = wanted.compactMap { place in places.told[place].map { "\(place) (\($0))" } }
        }
        return facts
    }

    private func openWhatIsMissing() {
        places.withLock { places in
            for place in wanted where !places.listeners.contains(where: { $0.place == place }) {
                open(place, in: &places)
            }
        }
    }

    private func open(_ place: ListenPlace, in places: inout Places) {
        do {
            if case .path(let path) = place { try makeFolder(path) }
            places.listeners.append((place, try Chronyc.Listener(at: place, desk: desk)))
            places.told[place] = nil
            log.info("chronyc is answered", metadata: ["at": "\(place)"])
        } catch {
            guard places.told.updateValue("\(error)", forKey: place) != "\(error)" else { return }
            log.warning("chronyc cannot be answered yet", metadata: ["at": "\(place)", "reason": "\(error)"])
        }
    }
}
