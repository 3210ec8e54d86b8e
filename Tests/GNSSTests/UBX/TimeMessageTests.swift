// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

@Suite struct TimeMessageTests {
    @Test func `NAV-TIMEUTC`() throws {
        let time: NavTimeUTC = try read(Golden.timeUTC)
        #expect((time.year, time.month, time.day) == (2021, 2, 23))
        #expect((time.hour, time.min, time.sec, time.nano) == (18, 5, 7, 314_818))
        #expect(time.validTOW && time.validWKN && time.validUTC && time.utcStandard == 15 && time.tAcc == 1031)
    }

    @Test func `NAV-TIMEGPS`() throws {
        let time: NavTimeGPS = try read(Golden.timeGPS)
        #expect(time.iTOW == 312_862_000 && time.fTOW == 32_278 && time.week == 2268 && time.leapS == 18)
        #expect(time.towValid && time.weekValid && !time.leapSValid && time.tAcc == .max)
    }

    @Test func `NAV-TIMEGAL, NAV-TIMEBDS, NAV-TIMEGLO`() throws {
        let galileo: NavTimeGAL = try read(Golden.timeGAL)
        #expect(galileo.galTow == 345_600 && galileo.fGalTow == -250_000_001 && galileo.galWno == 1310)
        #expect(galileo.leapS == 18 && galileo.galTowValid && galileo.leapSValid)
        let beiDou: NavTimeBDS = try read(Golden.timeBDS)
        #expect(beiDou.sow == 345_586 && beiDou.fSOW == 499_999_999 && beiDou.week == 978 && beiDou.leapS == 4)
        #expect(beiDou.sowValid && !beiDou.weekValid && beiDou.leapSValid)
        let glonass: NavTimeGLO = try read(Golden.timeGLO)
        #expect(glonass.tod == 10_782 && glonass.fTOD == -3 && glonass.nt == 1461 && glonass.n4 == 8)
        #expect(glonass.todValid && glonass.dateValid)
    }

    @Test func `NAV-TIMELS`() throws {
        let leap: NavTimeLS = try read(Golden.timeLS)
        #expect(leap.currLs == 18 && leap.srcOfCurrLs == 255 && leap.lsChange == 0)
        #expect(leap.timeToLsEvent == -151_508 && leap.dateOfLsGpsWn == 2146 && leap.dateOfLsGpsDn == 1)
        #expect(leap.validCurrLs && leap.validTimeToLsEvent)
    }

    @Test func `TIM-TP announces the pulse of the next second`() throws {
        let pulse: TimTP = try read(Golden.timTP)
        #expect(pulse.towMS == 237_908_000 && pulse.towSubMS == 0 && pulse.week == 2146)
        #expect(pulse.timeBase && pulse.utc && pulse.raim == 2 && !pulse.qErrInvalid)
        #expect(pulse.timeRefGnss == 15 && pulse.utcStandard == 0)
        // NAV-TIMEUTC of the epoch before says 237 925 000 ms of GPS time, 18 s ahead of UTC.
        #expect(pulse.towMS == 237_925_000 - 18_000 + 1000)
    }

    @Test func `A positive quantization error means an early edge`() throws {
        var pulse: TimTP = try read(Golden.timTP)
        #expect(pulse.qErr == -3856 && pulse.sawtooth == .picoseconds(3856))
        pulse.qErr = 9000
        #expect(pulse.sawtooth == .picoseconds(-9000))
        pulse.qErr = .min
        #expect(pulse.sawtooth == .picoseconds(2_147_483_648))
        pulse.qErrInvalid = true
        #expect(pulse.sawtooth == nil)
    }

    @Test func `TIM-TM2`() throws {
        let mark: TimTM2 = try read(Golden.tm2)
        #expect(mark.ch == 1 && mark.count == 513 && mark.wnR == 2345 && mark.wnF == 2344)
        #expect(mark.towMsR == 345_600_123 && mark.towSubMsR == 999_999 && mark.towMsF == 604_799_999)
        #expect(mark.newRisingEdge && mark.newFallingEdge && mark.time && mark.timeBase == 2 && mark.accEst == 16)
    }

    @Test func `TIM-SVIN`() throws {
        var survey: TimSVIN = try read(Golden.timSVIN)
        #expect(survey == TimSVIN())
        (survey.dur, survey.meanY, survey.meanV, survey.active) = (300, -5, 90_000, 1)
        let again = try TimSVIN(payload: survey.frame.span.extracting(6..<34))
        #expect(again == survey)
    }
}
