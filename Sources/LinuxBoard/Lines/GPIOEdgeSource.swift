// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The edges of a pulse on a general-purpose line, stamped by the kernel in the interrupt's handler.
///
/// They are of CLOCK_REALTIME where library and kernel have that (libgpiod 2, Linux 5.11), otherwise of
/// CLOCK_MONOTONIC; each stamp says which, and adds no uncertainty of its own. A chip that goes away (an expander
/// pulled out) is lost, and taken again when it is back.
public final class GPIOEdgeSource: EdgeSource {
    public let place: LinePlace
    public let edges: LineEdges
    private let prefersRealtime: Bool
    private let provider: any LineProvider
    private var line: (any InputLine)?
    private var retry = Retry()
    /// When it was last tried: a loss has no time of its own, and so waits from here.
    private var tried = MonotonicInstant(sinceEpoch: .zero)

    /// - Parameters:
    ///   - edges: those that mark the second; with ``LineEdges/both`` each stamp says which it is.
    ///   - prefersRealtime: where the clock that is disciplined is the system's, a stamp of its own needs no conversion.
    public init(
        _ place: LinePlace, edges: LineEdges = .rising, prefersRealtime: Bool = true,
        provider: any LineProvider = GPIODLines()
    ) {
        // An edge is told as the line has it; on and off are for lamps.
        self.place = LinePlace(chip: place.chip, offset: place.offset)
        self.edges = edges
        (self.prefersRealtime, self.provider) = (prefersRealtime, provider)
    }

    public var descriptor: Int32 { line?.descriptor ?? -1 }
    public var attempt: MonotonicInstant? { line == nil ? retry.next : nil }

    public func open(at now: MonotonicInstant) -> SourceFault? {
        tried = now
        do throws(SourceFault) {
            line = try provider.input(place, edges: edges, bias: .unchanged, prefersRealtime: prefersRealtime)
            return nil
        } catch {
            retry.failed(at: now)
            return error
        }
    }

    public func take() -> EdgeStamp? {
        do throws(SourceFault) {
            guard let stamp = try line?.take() else { return nil }
            retry.worked()
            return stamp
        } catch {
            line = nil
            retry.failed(at: tried)
            return nil
        }
    }
}
