// SPDX-License-Identifier: Apache-2.0

/// A survey that runs or is done is not begun anew, and a position that somebody entered is not lost.
extension LegacyWork {
    static func survey(_ survey: ConfigurationOptions.Survey, _ has: CfgTMODE2) -> Judgement {
        var wanted = CfgTMODE2()
        wanted.timeMode = 1
        (wanted.svinMinDur, wanted.svinAccLimit) = (survey.seconds, survey.accuracy)
        return unlessSet(has.timeMode, wanted.frame)
    }

    static func survey(_ survey: ConfigurationOptions.Survey, _ has: CfgTMODE3) -> Judgement {
        var wanted = CfgTMODE3()
        wanted.mode = 1
        (wanted.svinMinDur, wanted.svinAccLimit) = (survey.seconds, survey.tenthsOfMillimetres)
        return unlessSet(UInt8(truncatingIfNeeded: has.mode), wanted.frame)
    }

    private static func unlessSet(_ mode: UInt8, _ frame: [UInt8]) -> Judgement {
        switch mode {
        case 0: .write(frame)
        case 1: .isSo
        default: .leave("a fixed position is set")
        }
    }
}
