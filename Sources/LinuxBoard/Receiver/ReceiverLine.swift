// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import TimeBase

/// The line to a receiver: a port whose speed is found, and whose receiver, where it is a u-blox, is configured.
///
/// One thread uses it, as it would a ``ReceiverPort``: it waits for ``descriptor``, calls ``open(at:)`` at
/// ``attempt`` and ``read(at:)`` when there is something. All bytes are passed on, those of a search too. What others
/// may want to know is in ``news``.
public struct ReceiverLine: ~Copyable {
    /// How soon bytes that could not be written are tried again.
    private static let retry: Duration = .milliseconds(10)
    /// How soon it is noticed that a receiver is back elsewhere.
    private static let lookout: Duration = .milliseconds(100)

    public let news = ReceiverNews()
    private let settings: ReceiverLineSettings
    private let assumed: PortKind?
    private var port: ReceiverPort
    private var ear = FrameScanner()
    private var search: SpeedSearch?
    private var configurator: ReceiverConfigurator?
    /// The order that the configurator works at; `nil`: it does so by itself.
    private var errand: (number: UInt64, isDryRun: Bool)?
    private var relapse: RelapseWatch?
    /// `nil` once something was understood: a receiver that falls silent is one still.
    private var vain: VainWatch?
    /// The speed that was found, to be tried first when the port is opened again.
    private var lastSpeed: UInt32?
    /// What was last known of where it is.
    private var edition: UInt64 = 0
    private var nextLook: MonotonicInstant?

    public init(_ settings: ReceiverLineSettings) {
        self.init(settings, taking: nil)
    }

    /// - Parameter kind: what the port is taken for, whatever it is: a test has no UART.
    init(_ settings: ReceiverLineSettings, taking kind: PortKind?) {
        self.settings = settings
        assumed = kind
        lastSpeed = settings.memories.first?.baud
        let first = lastSpeed ?? 0
        edition = settings.whereabouts?.edition ?? 0
        let path = settings.whereabouts?.latest ?? settings.path
        port = ReceiverPort(
            path: path, baud: settings.baud ?? (first > 0 ? first : SpeedSearch.likely[0]),
            isShared: settings.carriesPulse)
    }

    /// What to wait on; −1 while there is nothing.
    var descriptor: Int32 { port.descriptor }

    /// When to call ``open(at:)``: to open the port, or because something else is due.
    var attempt: MonotonicInstant? {
        if news.orders.isWaiting { return MonotonicInstant(sinceEpoch: .zero) }
        if let attempt = port.attempt { return nextLook.map { min($0, attempt) } ?? attempt }
        return Self.earlier(Self.earlier(search?.deadline, configurator?.deadline), outputDue)
    }

    private static func earlier(_ a: MonotonicInstant?, _ b: MonotonicInstant?) -> MonotonicInstant? {
        guard let a, let b else { return a ?? b }
        return min(a, b)
    }

    private var outputDue: MonotonicInstant?

    /// Opens the port where it is closed, and does what is due. Returns what there is to tell.
    mutating func open(at now: MonotonicInstant) -> TimingEvent.Kind? {
        takeOrder(at: now)
        guard port.attempt != nil else {
            if let lost = leave(at: now) { return lost }
            work(at: now)
            return nil
        }
        lookAround(at: now)
        guard let attempt = port.attempt, attempt <= now else { return nil }
        let kind = port.open(at: now)
        if port.attempt == nil { begin(at: now) }
        return kind
    }

    /// While it is closed: whether it is to be found elsewhere, or is back.
    private mutating func lookAround(at now: MonotonicInstant) {
        guard let whereabouts = settings.whereabouts else { return }
        nextLook = now + Self.lookout
        let latest = whereabouts.edition
        if latest == edition { return }
        edition = latest
        if let path = whereabouts.latest { port.move(to: path) }
    }

    /// While it is open: whether another device was chosen instead. One that is gone says so itself.
    private mutating func leave(at now: MonotonicInstant) -> TimingEvent.Kind? {
        guard let whereabouts = settings.whereabouts, whereabouts.edition != edition else { return nil }
        edition = whereabouts.edition
        guard let path = whereabouts.latest, path != port.path else { return nil }
        end()
        return port.leave(for: path)
    }

    /// Takes what has arrived, up to a chunk. `nil`: nothing has.
    mutating func read(at now: MonotonicInstant) -> TimingEvent.Kind? {
        let kind = port.read(at: now)
        switch kind {
        case .bytes(let chunk):
            chunk.withBytes { Self.listen($0, at: now, by: &ear, for: &configurator) }
            work(at: now)
        case .receiverLost: end()
        default: break
        }
        return kind
    }

    private var kind: PortKind? { assumed ?? port.kind }

    // MARK: - What is due

    private mutating func begin(at now: MonotonicInstant) {
        let isSearched = settings.baud == nil && kind?.hasSpeed == true
        let first = isSearched ? lastSpeed : nil
        let started = SpeedSearch(hasSpeed: isSearched, first: first, at: now)
        search = started
        vain = VainWatch(first: started.speed, at: now)
        configurator = nil
        if isSearched { listen(at: started.speed) } else { ask() }
        news.tell { state in
            (state.finding, state.report, state.vain) = (nil, nil, nil)
            state.listeningAt = started.speed
        }
    }

    private mutating func end() {
        (search, configurator, relapse, outputDue) = (nil, nil, nil, nil)
        dropErrand()
        vain = nil
        ear = FrameScanner()
        news.tell { ($0.listeningAt, $0.vain) = (nil, nil) }
    }

    private mutating func work(at now: MonotonicInstant) {
        let step = search?.step(at: now, heard: ear.counters)
        switch step {
        case .listen(let speed):
            (configurator, relapse) = (nil, nil)
            dropErrand()
            listen(at: speed)
            news.tell { ($0.listeningAt, $0.finding) = (speed, nil) }
        case .found(let finding): settle(finding)
        case nil: noteLanguages()
        }
        if vain?.isRoundOver(step, at: now) == true { tellVain() }
        if relapse?.hasRelapsed(ear.counters, at: now) == true { beginConfiguring() }
        configure(at: now)
        if port.hasOutput { port.flush() }
        outputDue = port.hasOutput ? now + Self.retry : nil
    }

    private mutating func listen(at speed: UInt32) {
        port.setSpeed(speed)
        ear = FrameScanner()
        ask()
    }

    /// A u-blox that is heard at its speed answers at once, so that nobody waits for its next message.
    private mutating func ask() {
        guard settings.configures else { return }
        var question: [UInt8] = []
        UBXMessageID.monVer.appendPoll(to: &question)
        port.write(question)
    }

    private mutating func settle(_ finding: SpeedSearch.Finding) {
        if finding.speed > 0 { lastSpeed = finding.speed }
        vain = nil
        news.tell { ($0.finding, $0.vain) = (finding, nil) }
        beginConfiguring()
    }

    private func tellVain() {
        let found = VainSearch(path: port.path, rounds: vain?.rounds ?? 1)
        news.tell { $0.vain = found }
    }

    private mutating func beginConfiguring() {
        relapse = nil
        guard settings.configures, kind?.isTerminal == true else { return }
        configurator = ReceiverConfigurator(link: link, options: settings.options, memories: memories)
    }

    private var link: ReceiverLink {
        switch kind {
        case .uart: ReceiverLink(baud: port.baud)
        case .usb: ReceiverLink(baud: 0, port: .usb)
        default: ReceiverLink(baud: settings.baud ?? 0)
        }
    }

    private var memories: [ReceiverMemory] { [news.latest.memory].compactMap { $0 } + settings.memories }

    private mutating func noteLanguages() {
        guard let before = search?.found else { return }
        search?.note(ear.counters)
        if let now = search?.found, now != before { news.tell { $0.finding = now } }
    }

    private mutating func configure(at now: MonotonicInstant) {
        guard configurator != nil else { return }
        while let bytes = configurator?.step(at: now) { port.write(bytes) }
        guard let done = configurator, done.isFinished else { return }
        configurator = nil
        if let errand {
            self.errand = nil
            answer(errand.number, .report(done.report))
            if errand.isDryRun { return }
        }
        relapse = RelapseWatch(done.report, at: now)
        news.tell { state in
            state.report = done.report
            state.memory = done.memory ?? state.memory
        }
    }

    // MARK: - What people want

    private mutating func takeOrder(at now: MonotonicInstant) {
        guard news.orders.isWaiting, let (number, order) = news.orders.take() else { return }
        if let reason = impediment(to: order) { return answer(number, .no(reason)) }
        if case .start(let start) = order {
            port.write(CfgRST(start).frame)
            return answer(number, .told(start))
        }
        var options = settings.options
        if order == .dryRun { options.isDryRun = true }
        // What it once refused is tried again: it was asked for.
        configurator = ReceiverConfigurator(link: link, options: options)
        errand = (number, options.isDryRun)
    }

    /// Why an order cannot be carried out now; `nil`: it can.
    private func impediment(to order: ReceiverOrder) -> String? {
        guard settings.configures else {
            return "the configuration says that nothing is ever sent to the receiver (receiver.configure: false)"
        }
        guard port.attempt == nil else { return "the port of the receiver is not open" }
        guard kind?.isTerminal == true else { return "what is heard comes from a file, to which nothing can be sent" }
        guard search?.found != nil else { return "the receiver is not understood yet" }
        guard configurator == nil else { return "the receiver is just being set up; try again in a minute" }
        guard case .start = order else { return nil }
        let isUBlox = news.latest.report?.identity != nil
        return isUBlox ? nil : "the receiver does not answer as a u-blox does, and only such can be told to start anew"
    }

    private mutating func dropErrand() {
        guard let errand else { return }
        self.errand = nil
        answer(errand.number, .no("the receiver was lost before it had answered everything"))
    }

    private func answer(_ number: UInt64, _ content: ReceiverAnswer) {
        news.tell { $0.answer = .init(number: number, content: content) }
    }

    /// Scanner and configurator are passed apart: while the one lends its bytes, the other changes.
    private static func listen(
        _ bytes: Span<UInt8>, at now: MonotonicInstant, by ear: inout FrameScanner,
        for configurator: inout ReceiverConfigurator?
    ) {
        ear.push(bytes, at: now) { frame, content in
            if case .ubx(let id) = frame.kind { configurator?.take(id, content, at: now) }
        }
    }
}
