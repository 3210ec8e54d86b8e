// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

@Suite struct NavigationTests {
    @Test func `NAV-PVT, 92 bytes`() throws {
        let pvt: NavPVT = try read(Golden.pvt)
        #expect(pvt.iTOW == 312_928_000)
        #expect((pvt.year, pvt.month, pvt.day) == (2023, 6, 28))
        #expect((pvt.hour, pvt.min, pvt.sec, pvt.nano) == (14, 55, 10, 48733))
        #expect(pvt.validDate && pvt.validTime && pvt.fullyResolved && !pvt.validMag)
        #expect(pvt.tAcc == 638 && pvt.fixType == 2 && !pvt.gnssFixOK && pvt.numSV == 3)
        #expect(pvt.confirmedAvai && pvt.confirmedDate && pvt.confirmedTime)
        #expect(pvt.lon == 375_977_908 && pvt.lat == 556_023_768 && pvt.hMSL == 193_185)
        #expect(pvt.pDOP == 9999 && pvt.sAcc == 8077 && pvt.headVeh == 0)
    }

    @Test func `NAV-PVT, 84 bytes, within a leap second`() throws {
        let pvt: NavPVT = try read(Golden.pvt84)
        #expect((pvt.hour, pvt.min, pvt.sec, pvt.nano) == (23, 59, 60, -12))
        #expect(pvt.fixType == 5 && pvt.gnssFixOK && pvt.numSV == 9)
        #expect(pvt.lon == 1 && pvt.headAcc == 13 && pvt.pDOP == 14 && pvt.magAcc == 0)
    }

    @Test func `NAV-SOL`() throws {
        let sol: NavSol = try read(Golden.sol)
        #expect(sol.iTOW == 494_639_000 && sol.fTOW == -110_645 && sol.week == 1977)
        #expect(sol.gpsFix == 2 && sol.gpsFixOK && sol.wknSet && sol.towSet)
        #expect(sol.ecefX == 447_747_990 && sol.pAcc == 326 && sol.numSV == 7 && sol.pDOP == 157)
    }

    @Test func `NAV-STATUS, NAV-DOP, NAV-EOE, NAV-CLOCK`() throws {
        let status: NavStatus = try read(Golden.status)
        #expect(status.gpsFix == 5 && status.gpsFixOk && status.towSet && status.ttff == 15_100)
        #expect(status.spoofDetState == 1 && status.msss == 161_598)
        let dop: NavDOP = try read(Golden.dop)
        #expect(dop.gDOP == 6566 && dop.tDOP == 4168 && dop.eDOP == 1544)
        #expect(try read(Golden.eoe, as: NavEOE.self).iTOW == 312_913_000)
        let clock: NavClock = try read(Golden.clock)
        #expect(clock.clkB == -123_456 && clock.clkD == -87 && clock.tAcc == 12 && clock.fAcc == 345)
    }

    @Test func `NAV-SAT`() throws {
        let list: NavSat = try read(Golden.sat)
        #expect(list.numSvs == 9 && list.satellites.count == 9)
        let first = list.satellites[0]
        #expect(first.gnssId == 6 && first.svId == 2 && first.cno == 30 && first.elev == 26 && first.azim == 64)
        #expect(first.prRes == 3 && first.svUsed && first.qualityInd == 7 && first.health == 1)
        #expect(list.satellites.filter(\.svUsed).count == 3)
    }

    @Test func `NAV-SVINFO`() throws {
        let list: NavSVInfo = try read(Golden.svInfo)
        #expect(list.numCh == 26 && list.globalFlags == 4)
        let second = list.channels[1]
        #expect(second.chn == 5 && second.svid == 7 && second.cno == 27 && second.elev == 10 && second.azim == 65)
        #expect(second.prRes == -127 && second.svUsed && second.qualityInd == 6)
    }

    @Test func `Satellites beyond what a list can hold are left out but counted`() throws {
        var list = NavSat()
        for number in 0..<80 {
            var satellite = NavSat.Satellite()
            satellite.svId = UInt8(number)
            list.append(satellite)
        }
        #expect(list.numSvs == 80 && list.satellites.count == 72)
        #expect(list.satellites.last?.svId == 71)
    }

    @Test func `NAV-SVIN`() throws {
        let survey: NavSVIN = try read(Golden.svin)
        #expect(survey.dur == 86_400 && survey.meanX == 427_812_345 && survey.meanXHP == -42)
        #expect(survey.meanAcc == 12_345 && survey.obs == 86_001 && survey.valid == 1 && survey.active == 0)
    }
}
