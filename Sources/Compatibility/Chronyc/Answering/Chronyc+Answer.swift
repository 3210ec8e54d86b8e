// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// The reply to a request, never longer than it.
    /// - Throws: why there is none.
    public static func answer(_ octets: [UInt8], about view: some View) throws(Refusal) -> [UInt8] {
        let request = try Request(octets)
        guard request.isOfThisVersion else { return reply(to: request, .badVersion) }
        guard let command = Command(rawValue: request.command) else {
            return reply(to: request, isKnown(request.command) ? .notAuthorised : .invalid)
        }
        switch answer(command, of: request, about: view) {
        case .failure(let failure): return reply(to: request, failure.status)
        case .success(let forms): return reply(to: request, forms)
        }
    }

    /// In the first form that is no longer than the request: that is how a client tells which forms it knows.
    private static func reply(to request: Request, _ forms: [any Form]) -> [UInt8] {
        let form = forms.first { replyHead + type(of: $0).size <= request.count }
        return form.map { reply(to: request, .success, $0) } ?? reply(to: request, .badLength)
    }

    private struct Failure: Error {
        var status: Status
        init(_ status: Status) { self.status = status }
    }

    private static func answer(
        _ command: Command, of request: Request, about view: some View
    ) -> Result<[any Form], Failure> {
        switch command {
        case .tracking: .success([view.tracking])
        case .activity: .success([Activity(view.sources)])
        case .sourceCount: .success([SourceCount(count: view.sources.count)])
        case .sourceData: source(request, view).map { [SourceData(source: $0)] }
        case .sourceStatistics: source(request, view).map { [SourceStatistics(source: $0)] }
        case .selectData: source(request, view).map { [SelectData(source: $0)] }
        case .serverStatistics: .success(view.server.forms)
        case .clientsByIndex3: clients(request, view)
        case .clientsByIndex2: .success([Clients2(page: page(of: view, request, least: 0))])
        case .ntpData, .sourceName, .authenticationData: server(command, request, view)
        case .manualList: .success([ManualList()])
        case .smoothing: .failure(Failure(.notEnabled))
        case .clockReport: .failure(Failure(.noClock))
        }
    }

    /// The source at the place that is asked for.
    private static func source(_ request: Request, _ view: some View) -> Result<Source, Failure> {
        let (sources, place) = (view.sources, Int(request.word(0)))
        return place < sources.count ? .success(sources[place]) : .failure(Failure(.noSuchSource))
    }

    /// What there is of the server at the address that is asked for.
    private static func server(
        _ command: Command, _ request: Request, _ view: some View
    ) -> Result<[any Form], Failure> {
        let asked = request.address
        for source in view.sources {
            guard case .server(let address, let name) = source.identity, address == asked else { continue }
            switch command {
            case .sourceName: return .success([SourceName(name: name)])
            case .authenticationData: return .success([AuthenticationData(proof: source.proof)])
            default:
                let data = NTPData(address: address, exchange: source.exchange ?? Exchange())
                return .success([NTPData2(data: data), data])
            }
        }
        return .failure(Failure(.noSuchSource))
    }

    private static func clients(_ request: Request, _ view: some View) -> Result<[any Form], Failure> {
        // To count from zero again would change something.
        guard request.word(12) == 0 else { return .failure(Failure(.notAuthorised)) }
        return .success([Clients3(page: page(of: view, request, least: request.word(8)))])
    }

    private static func page(of view: some View, _ request: Request, least: UInt32) -> ClientPage {
        ClientPage(of: view.clients, from: request.word(0), wanted: request.word(4), least: least)
    }
}
