// SPDX-License-Identifier: Apache-2.0

import Board

extension SectionReader {
    /// `ntp.smear`
    /// - Parameter others: where the true time is told.
    mutating func readSmear(
        into smear: inout Settings.NTPService.Smear, besides others: [IPEndpoint], faults: inout FaultCollector
    ) {
        var section = section("smear", faults: &faults)
        section.readList("listen", of: .listenAddress, into: &smear.listen, faults: &faults)
        section.read("shape", .word, into: &smear.shape, faults: &faults)
        section.read("hours", .integer(1...240), into: &smear.hours, faults: &faults)
        for address in smear.listen {
            guard let other = others.first(where: { $0.takes(address) || address.takes($0) }) else { continue }
            section.refuse("listen", because: Self.refusal(of: address, besides: other), faults: &faults)
        }
        section.refuseTheRest(faults: &faults)
    }

    private static func refusal(of address: IPEndpoint, besides other: IPEndpoint) -> String {
        guard address != other else { return "\(address) stands in ntp.listen: one address tells one time" }
        let (all, one) = other.takes(address) ? (other, address) : (address, other)
        return "\(all) takes \(one) too: name the addresses for the true time and for the smeared one each"
    }
}

extension IPEndpoint {
    /// Whether nobody else can listen at `other` beside this one.
    fileprivate func takes(_ other: IPEndpoint) -> Bool {
        guard port == other.port, address.isV4 == other.address.isV4 else { return false }
        return address == other.address || address.isUnspecified
    }
}
