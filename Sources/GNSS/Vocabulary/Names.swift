// SPDX-License-Identifier: Apache-2.0

// The words that every interface uses for these.

extension Fix {
    public var name: String {
        switch self {
        case .none: "none"
        case .time: "time"
        case .twoD: "2d"
        case .threeD: "3d"
        }
    }
}

extension StatedTime.Scale {
    public var name: String {
        switch self {
        case .utc: "utc"
        case .gps: "gps"
        }
    }
}

extension AntennaState {
    public var name: String {
        switch self {
        case .starting: "starting"
        case .unknown: "unknown"
        case .ok: "ok"
        case .short: "short"
        case .open: "open"
        }
    }
}

extension JammingState {
    public var name: String {
        switch self {
        case .unknown: "unknown"
        case .ok: "ok"
        case .warning: "warning"
        case .critical: "critical"
        }
    }
}

extension SpoofingState {
    public var name: String {
        switch self {
        case .unknown: "unknown"
        case .none: "none"
        case .indicated: "indicated"
        case .multiple: "multiple"
        }
    }
}
