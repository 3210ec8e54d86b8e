// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourceVerdict {
    /// Whether others know it to be wrong, or most of them think so.
    public var isFalseticker: Bool {
        switch self {
        case .vetoed, .outvoted: true
        case .absent, .silent, .selected, .agrees, .outlier, .overruled, .onProbation, .contested: false
        }
    }

    /// In a word, as NTP's tools have it where they have one.
    public var word: String {
        switch self {
        case .absent: "absent"
        case .silent: "unreachable"
        case .selected: "selected"
        case .agrees: "survivor"
        case .outlier: "outlier"
        case .outvoted, .vetoed: "falseticker"
        case .overruled: "overruled"
        case .onProbation: "probation"
        case .contested: "contested"
        }
    }

    /// What became of the source and why, for people.
    public var sentence: String {
        switch self {
        case .absent: "It has not been heard."
        case .silent: "It has fallen silent."
        case .selected: "It is followed."
        case .agrees: "It agrees; others know the time better or are preferred."
        case .outlier(let distance): "It agrees, but is \(distance.apart) those that lie together."
        case .outvoted(let distance): "It is \(distance.apart) most sources; it is followed because the policy says so."
        case .overruled(let distance): "It is \(distance.apart) the receiver, which the policy follows."
        case .onProbation(let left): "It agrees again; \(left) more readings have to."
        case .contested(let distance): "It is \(distance.apart) another source, and nothing decides between them."
        case .vetoed(let veto): veto.sentence
        }
    }
}

extension SourceVerdict.Veto {
    fileprivate var sentence: String {
        switch self {
        case .otherSecond(let seconds):
            "Its time is \(Duration.seconds(seconds).apart) what is believed; it is not followed."
        case .apart(let distance): "Its time is \(distance.apart) what is believed; it is not followed."
        case .drags(let distance, let rate):
            "Its time is \(distance.apart) what is believed and moves by \(Duration.realSeconds(rate.magnitude).humanText) "
                + "a second; it is not followed."
        case .noMajority: "Nobody agrees with anybody; it is not followed."
        }
    }
}

extension Duration {
    /// Of a source by which our clock is this far ahead: the source itself is as far behind.
    fileprivate var apart: String { "\(magnitude.humanText) " + (self < .zero ? "ahead of" : "behind") }
}
