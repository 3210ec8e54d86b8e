// SPDX-License-Identifier: Apache-2.0

import Board

extension Settings {
    /// What is in force without a file. The demonstration keeps to unprivileged ports of 127.0.0.1 and to a folder
    /// of its own; the appliance serves everyone.
    public init(defaultsFor kind: Board.Kind) {
        switch kind {
        case .simulated:
            self.init(
                board: Board(kind: .simulated), pulse: Pulse(kind: .simulated),
                ntp: NTPService(listen: [.loopback(port: 11_123)]),
                management: .demonstration,
                console: Console(socket: RuntimeFolder.path + "/control.sock"),
                compatibility: Compatibility(
                    chronyc: [.endpoint(.loopback(port: 11_323)), .path(RuntimeFolder.path + "/chronyd.sock")],
                    gpsd: [.loopback(port: 12_947)]))
            ntp.nts.listen = [.loopback(port: 14_460)]
            ptp.management.socket = RuntimeFolder.path + "/ptp.sock"
        case .linux:
            self.init(
                board: Board(kind: .linux), receiver: Receiver(device: Self.anyReceiver), pulse: Pulse(kind: .none),
                ntp: NTPService(listen: [.anyIPv4(port: 123), .anyIPv6(port: 123)]),
                management: .appliance,
                console: Console(socket: Self.systemSocket),
                compatibility: Compatibility(
                    chronyc: [
                        .endpoint(.loopback(port: 323)), .endpoint(IPEndpoint(.loopbackV6, port: 323)),
                        .path("/run/gnomon/chronyd.sock"),
                    ],
                    gpsd: [.loopback(port: 2947), IPEndpoint(.loopbackV6, port: 2947)]))
            journal.database = Self.stateFolder + "/records.sqlite"
            ptp.management.socket = "/run/gnomon/ptp.sock"
        }
    }

    /// `receiver.device`: whatever receiver is there.
    public static let anyReceiver = "auto"
    /// `clock.thermometer`: whatever sensor is nearest.
    public static let anyThermometer = "auto"
    /// Where the appliance's control socket is, unless the file says otherwise.
    public static let systemSocket = "/run/gnomon/control.sock"
    /// Where the appliance's file is.
    public static let systemFile = "/etc/gnomon/gnomon.yaml"
}
