// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension ControlClient {
    /// Asks until the time may be relied on or `timeout` has passed; returns the last report. Throws where nobody
    /// answered until then.
    public func statusOnceSynchronised(timeout: Duration) async throws(Fault) -> StatusReport {
        let deadline = ContinuousClock.now + timeout
        while true {
            let isLast = ContinuousClock.now >= deadline
            do throws(Fault) {
                let report = try await ask("status", for: StatusReport.self)
                if report.isSynchronised || isLast { return report }
            } catch {
                if isLast { throw error }
            }
            try? await Task.sleep(for: min(.milliseconds(500), max(deadline - .now, .milliseconds(1))))
        }
    }
}
