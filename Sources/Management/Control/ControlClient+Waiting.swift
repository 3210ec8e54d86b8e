// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension ControlClient {
    /// Asks until the time may be relied on or `timeout` has passed; returns the last report. Throws where nobody
    /// answered until then.
    /// - Parameters:
    ///   - waitingFor: told what is waited for, each time that this changes.
    ///   - client: made anew each time, since the appliance that comes up may choose another socket.
    public static func statusOnceSynchronised(
        timeout: Duration, waitingFor tell: (String) -> Void = { _ in }, by client: () -> ControlClient
    ) async throws(Fault) -> StatusReport {
        let deadline = ContinuousClock.now + timeout
        var told: String?
        while true {
            let isLast = ContinuousClock.now >= deadline
            let obstacle: (kind: String, text: String)
            do throws(Fault) {
                let report = try await client().ask("status", for: StatusReport.self)
                if report.isSynchronised || isLast { return report }
                obstacle = ("\(report.state)", "\(report.state): \(report.reason)")
            } catch {
                if isLast { throw error }
                obstacle = ("\(error)", "\(error)")
            }
            if told != obstacle.kind { tell(obstacle.text) }
            told = obstacle.kind
            try? await Task.sleep(for: min(.milliseconds(500), max(deadline - .now, .milliseconds(1))))
        }
    }
}
