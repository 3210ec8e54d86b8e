// SPDX-License-Identifier: Apache-2.0

import GNSS

extension FixDetail {
    mutating func merge(_ message: UBXMessage) {
        switch message {
        case .navPVT(let it): merge(it)
        case .navDOP(let it): merge(it)
        case .navSol(let it):
            eps = Double(it.sAcc) / 100
            dilution.position = dilution.position ?? hundredths(it.pDOP)
            status = status ?? (it.gpsFix == 5 ? 7 : it.diffSoln ? 2 : nil)
        default: break
        }
    }

    private mutating func merge(_ it: NavPVT) {
        status = Self.status(it)
        dilution.position = dilution.position ?? hundredths(it.pDOP)
        guard it.fixType > 0, it.gnssFixOK else { return }
        if !it.invalidLlh {
            ellipsoidHeight = Double(it.height) / 1000
            geoidSeparation = (Double(it.height) - Double(it.hMSL)) / 1000
            (eph, epv) = (Double(it.hAcc) / 1000, Double(it.vAcc) / 1000)
        }
        (speed, climb, eps) = (Double(it.gSpeed) / 1000, -Double(it.velD) / 1000, Double(it.sAcc) / 1000)
        track = Double(it.headMot) * 1e-5
        velocity = Velocity(
            north: Double(it.velN) / 1000, east: Double(it.velE) / 1000, down: Double(it.velD) / 1000)
        if it.validMag { magneticVariation = Double(it.magDec) / 100 }
    }

    private mutating func merge(_ it: NavDOP) {
        dilution = Dilution(
            x: hundredths(it.eDOP), y: hundredths(it.nDOP), vertical: hundredths(it.vDOP), time: hundredths(it.tDOP),
            horizontal: hundredths(it.hDOP), geometric: hundredths(it.gDOP), position: hundredths(it.pDOP))
    }

    /// 9999 stands for "none".
    private func hundredths(_ value: UInt16) -> Double? { value > 0 && value < 9999 ? Double(value) / 100 : nil }

    private static func status(_ it: NavPVT) -> Int? {
        switch (it.fixType, it.carrSoln) {
        case (5, _): 7
        case (_, 2): 3
        case (_, 1): 4
        case (4, _): 6
        case (1, _): 5
        default: it.diffSoln ? 2 : nil
        }
    }
}
