// SPDX-License-Identifier: Apache-2.0

import Appliance
import Pages

extension ServiceFacts {
    /// A channel on which alarms go out.
    init(_ channel: SettingsFacts.Channel) {
        self.init(
            "notices", at: channel.name, speaks: "alarms by \(channel.kind)", channel.isFailing ? .failing : .serving,
            channel.state, counts: channel.waiting.map { [NamedCount("waiting", UInt64(max(0, $0)))] } ?? [])
    }
}

extension HTTPListener.Kind {
    /// By which protocol.
    var speaks: String {
        switch self {
        case .plain: "page and API: HTTP/1.1"
        case .secure: "page and API: HTTP/2 and HTTP/1.1 over TLS"
        case .redirect: "HTTP/1.1, to say where the page is"
        }
    }
}
