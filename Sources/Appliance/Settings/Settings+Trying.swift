// SPDX-License-Identifier: Apache-2.0

import Board

extension Settings {
    /// Commands to try on the demonstration, one a line; empty on a real board.
    public var whatToTry: String {
        guard board.kind == .simulated else { return "" }
        let path = console.socket.map { $0 == RuntimeFolder.path + "/control.sock" ? "" : " --socket \($0)" }
        let control = path.map {
            ["gnomon status --wait\($0)", "gnomon satellites\($0)", "gnomon scene antenna-off\($0)"]
        }
        let http = management.listen.first.map {
            [management.tls.isOn ? "curl -k https://\($0)/api/v1/status" : "curl http://\($0)/api/v1/status"]
        }
        let ntp = ntp.listen.first.map {
            ["chronyd -Q -t 10 'server \($0.address) port \($0.port) iburst'"]
        }
        let nts = zip(self.ntp.nts.listen, [ownNTSCertificate].compactMap(\.self)).map { place, file in
            "chronyd -Q -t 10 'server \(place.address) iburst nts ntsport \(place.port)' 'ntstrustedcerts \(file)'"
        }
        let lines = (control ?? []) + (http ?? []) + (ntp ?? []) + nts
        return lines.isEmpty ? "" : "\nTry:\n" + lines.map { "  \($0)\n" }.joined()
    }
}
