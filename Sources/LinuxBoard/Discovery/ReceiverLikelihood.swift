// SPDX-License-Identifier: Apache-2.0

/// How much a device looks like a receiver before it has said a word.
enum ReceiverLikelihood {
    /// Makers whose only USB serial devices are receivers: u-blox. (Chips such as CP210x or FT232 are in everything.)
    private static let makers: Set<String> = ["1546"]

    /// Zero: it is left alone. A port of the board may have a console or anything else on it, and must be asked for by
    /// name; so must a USB port that is not certainly a receiver's and stood there beside another receiver.
    static func of(_ device: FoundDevice, isNew: Bool) -> Int {
        if device.kind == .gnss || device.links.contains(where: isStableName) { return 4 }
        if let usb = device.usb, makers.contains(usb.vendor) { return 3 }
        guard isNew else { return 0 }
        if device.name.hasPrefix("ttyACM") { return 2 }
        return device.name.hasPrefix("ttyUSB") ? 1 : 0
    }

    /// "/dev/gnss0", but not "/dev/gnss-pps0".
    private static func isStableName(_ link: String) -> Bool {
        let prefix = "/dev/gnss"
        return link.hasPrefix(prefix) && !link.dropFirst(prefix.count).isEmpty
            && link.dropFirst(prefix.count).allSatisfy(\.isNumber)
    }
}
