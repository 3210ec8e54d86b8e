// SPDX-License-Identifier: Apache-2.0

/// Where a receiver has its antenna.
public struct AntennaPlace: Hashable, Sendable, BitwiseCopyable {
    /// Degrees, north and east positive.
    public var latitude: Double
    public var longitude: Double
    /// Metres; `nil` where it is not stated.
    public var height: Double?

    public init(latitude: Double, longitude: Double, height: Double? = nil) {
        (self.latitude, self.longitude, self.height) = (latitude, longitude, height)
    }
}

/// Tells when an antenna that does not move is said to be elsewhere.
///
/// The place is a mean over an hour (ten minutes, where the antenna is known to be fixed); what is compared with it is a
/// mean over half a minute, which single wild positions do not sway.
struct PositionWatch: Sendable {
    let antenna: TimekeepingSettings.Trust.FixedAntenna
    /// The home's tangent plane begins where the first position was.
    private var origin: AntennaPlace?
    private var narrowing = 1.0
    private var home = Triple()
    private var spread = 0.0
    private var count = 0
    private var isKnown = false
    private var smooth: Triple?
    private var outside = 0
    private(set) var isElsewhere = false
    /// How far it is away, m.
    private(set) var distance = 0.0

    private struct Triple: Sendable {
        var (north, east, up) = (0.0, 0.0, 0.0)
        var square: Double { north * north + east * east }
        static func - (a: Self, b: Self) -> Self {
            Self(north: a.north - b.north, east: a.east - b.east, up: a.up - b.up)
        }
        mutating func follow(_ other: Self, _ gain: Double) {
            north += gain * (other.north - north)
            east += gain * (other.east - east)
            up += gain * (other.up - up)
        }
    }

    init(antenna: TimekeepingSettings.Trust.FixedAntenna) { self.antenna = antenna }

    private static let metresPerDegree = 111_320.0
    /// Positions, one a second, of which the mean of half a minute consists.
    private static let smoothing = 1 / 15.0
    /// Less than this, m, no alarm is worth; heights are known half as well.
    private static let smallest = 60.0
    private static let heightShare = 0.4
    /// Positions in a row that must be elsewhere, or back.
    private static let patience = 20
    /// An antenna that strays further than this from its mean, m root mean square, moves.
    private static let stillness = 25.0
    private var needed: Int { antenna == .yes ? 600 : 3600 }

    mutating func hear(_ place: AntennaPlace) {
        guard antenna != .no, place.latitude.magnitude <= 90, place.longitude.magnitude <= 180,
            (place.height ?? 0).magnitude < 1e8
        else { return }
        let here = local(place)
        smooth = smooth ?? here
        smooth?.follow(here, Self.smoothing)
        if isKnown { judge() } else { learn(here) }
    }

    /// Learns the place anew: an operator says that all is well.
    mutating func forget() { self = PositionWatch(antenna: antenna) }

    private mutating func learn(_ here: Triple) {
        count += 1
        home.follow(here, 1 / Double(count))
        spread += ((here - home).square - spread) / Double(count)
        guard count >= needed else { return }
        isKnown = antenna == .yes || spread < Self.stillness * Self.stillness
        if !isKnown { forget() }
    }

    /// Beyond this, m, it is elsewhere: where the sky is bad, further.
    private var limit: Double { max(Self.smallest, 4.5 * spread.squareRoot()) }

    private mutating func judge() {
        guard let smooth else { return }
        let away = smooth - home
        let height = Self.heightShare * away.up
        distance = (away.square + height * height).squareRoot()
        let isOutside = distance > (isElsewhere ? limit / 2 : limit)
        outside = isOutside == isElsewhere ? 0 : outside + 1
        if outside >= Self.patience { (isElsewhere, outside) = (isOutside, 0) }
        // What is a healthy wandering is learned as long as it stays small.
        if !isElsewhere, distance < limit / 2 {
            home.follow(smooth, 1e-5)
            spread += (max(away.square, 1) - spread) / 86_400
        }
    }

    private mutating func local(_ place: AntennaPlace) -> Triple {
        if origin == nil {
            origin = place
            narrowing = Self.cosine(degrees: place.latitude)
        }
        guard let origin else { return Triple() }
        var turn = place.longitude - origin.longitude
        if turn.magnitude > 180 { turn -= turn < 0 ? -360 : 360 }
        return Triple(
            north: (place.latitude - origin.latitude) * Self.metresPerDegree,
            east: turn * Self.metresPerDegree * narrowing,
            up: (place.height ?? origin.height ?? 0) - (origin.height ?? place.height ?? 0))
    }

    /// Taylor's series, exact to a millionth up to 90°.
    private static func cosine(degrees: Double) -> Double {
        let square = degrees * degrees * (3.14159265358979324 / 180) * (3.14159265358979324 / 180)
        var (term, sum) = (1.0, 1.0)
        for k in 1...8 {
            term *= -square / Double((2 * k - 1) * (2 * k))
            sum += term
        }
        return sum
    }
}
