// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Operations
import Pages
import TimeBase
import X509

extension RoutesFacts {
    init(_ settings: Settings) {
        let (alarms, rules) = (settings.alarms, settings.alarms.rules)
        self.init(
            channels: alarms.channels.map(\.name), usual: alarms.defaultRoute,
            alarms: AlarmDefinition.all.map { alarm in
                let severity = rules[alarm.id]?.severity ?? alarm.severity
                return Alarm(id: alarm.id, severity: severity.rawValue, channels: alarms.route[alarm.id])
            })
    }
}

extension CertificateFacts {
    init(_ pair: CertificatePair) {
        let report = CertificateReport(pair)
        self.init(
            subject: report.subject, issuer: report.issuer, names: report.names, key: report.key,
            begins: UTCText.instant(pair.own.notValidBefore), ends: UTCText.instant(pair.own.notValidAfter),
            fingerprint: report.sha256, isOwn: report.isOwn)
    }
}

extension UTCText {
    static func instant(_ date: Date) -> UTCInstant { instant(Int64(date.timeIntervalSince1970 * 1000)) }
}
