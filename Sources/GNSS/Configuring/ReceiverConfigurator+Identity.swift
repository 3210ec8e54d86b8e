// SPDX-License-Identifier: Apache-2.0

/// Who it is, and on which of its ports.
extension ReceiverConfigurator {
    mutating func concludeVersion(_ outcome: Exchange.Outcome) {
        guard case .answered(let content) = outcome, let version = try? MonVer(payload: content.span) else {
            return finish(.noUBlox)
        }
        let identity = ReceiverIdentity(version)
        report.identity = identity
        // Before protocol 18 the question is not known.
        if identity.dialect >= ProtocolVersion(18) {
            (phase, exchange) = (.unique, .ask(.secUniqID))
        } else {
            askForPort()
        }
    }

    mutating func concludeUnique(_ outcome: Exchange.Outcome) {
        if case .answered(let content) = outcome, let unique = try? SecUniqID(payload: content.span) {
            report.identity?.note(unique)
        }
        askForPort()
    }

    private mutating func askForPort() {
        if link.port != nil { return begin() }
        (phase, exchange) = (.port, .ask(.cfgPRT))
    }

    /// Generation 10 does not know the question any more: it is taken to be on its first UART.
    mutating func concludePort(_ outcome: Exchange.Outcome) {
        if case .answered(let content) = outcome, let port = try? CfgPRT(payload: content.span) {
            link.port = ReceiverLink.Port(rawValue: port.portID)
            report.port = link.port
        }
        begin()
    }

    private mutating func begin() {
        guard let identity = report.identity else { return finish(.noUBlox) }
        let plan = ConfigurationPlan(for: identity, link: link, options: options)
        settings = plan.settings.reversed()
        next()
    }

    mutating func finish(_ outcome: ConfigurationReport.Outcome) {
        (phase, exchange, pause) = (.finished, nil, nil)
        report.outcome = outcome
    }
}
