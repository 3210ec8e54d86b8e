// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import LinuxBoard
public import Logging
import Synchronization

/// Gives this machine's interfaces what `network` says, also while it is on trial, and back what they had where the trial
/// ends without being confirmed.
public final class NetworkDesk: LiveSettings {
    public let folder: NetworkFolder
    private let log: Logger
    private let applied: Mutex<[NetworkWish]?>

    /// - Parameter settings: what the program has started with; its network is laid down if it says anything.
    public init(folder: NetworkFolder, settings: Settings, log: Logger) {
        (self.folder, self.log) = (folder, log)
        applied = Mutex(settings.network.isEmpty ? [] : nil)
        apply(settings)
    }

    public var liveKeys: [String] { ["network"] }

    public func apply(_ settings: Settings) {
        let wishes = settings.network.map(NetworkWish.init)
        applied.withLock { applied in
            guard applied != wishes else { return }
            do throws(NetworkFolder.Fault) {
                try folder.lay(wishes)
                applied = wishes
                log.notice("the network's settings are laid down", metadata: ["interfaces": "\(wishes.count)"])
            } catch { log.error("the network is left as it is", metadata: ["reason": "\(error)"]) }
        }
    }
}

extension NetworkWish {
    init(_ item: Settings.NetworkInterface) {
        self.init(
            interface: item.interface, vlan: item.vlan, isDynamic: item.method == .dhcp,
            addresses: item.addresses.map { "\($0)" }, gateways: item.gateways.map { "\($0)" },
            dns: item.dns.map { "\($0)" })
    }
}

extension Settings {
    /// Where the network's settings are laid down on an appliance.
    public static let networkFolder = stateFolder + "/network"
}
