// SPDX-License-Identifier: Apache-2.0

/// Why a wish about accounts was not fulfilled. Nothing has changed then.
public enum AccountFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not 1 to 32 of `a-z 0-9 . _ -`.
    case badName
    case nameTaken(String)
    case noSuchUser(String)
    case weakPassword(PasswordFault)
    /// The present password was given wrongly.
    case wrongPassword
    /// Nobody could administer the appliance afterwards.
    case lastAdmin
    case tooManyUsers(Int)
    /// Not 1 to 64 printable characters.
    case badLabel
    case labelTaken(String)
    case noSuchToken(String)
    case tooManyTokens(Int)
    /// A token may not do more than who makes it.
    case roleAboveOwn(Role)
    /// The expiry lies in the past, or the time is not known.
    case badExpiry
    /// Users are there already.
    case notNew
    /// There is no user yet, and the first one needs the set-up token.
    case isNew
    /// Too many wrong passwords: come again after the time.
    case locked(Duration)
    /// More is asked at once than the appliance works on, or memory is short: come again in a second.
    case busy
    case file(AccountFileFault)
    /// Others are in force until somebody confirms or undoes it.
    case onTrial
    /// What is to be put in force as a whole cannot be read.
    case badAccounts

    public var description: String {
        switch self {
        case .badName: "a name has 1 to \(UserName.longest) characters of a-z, 0-9, '.', '_' and '-'"
        case .nameTaken(let name): "there is a user '\(name)' already"
        case .noSuchUser(let name): "there is no user '\(name)'"
        case .weakPassword(let fault): fault.description
        case .wrongPassword: "the present password is wrong"
        case .lastAdmin: "this is the last admin; make another first"
        case .tooManyUsers(let most): "there are \(most) users already, which is the most"
        case .badLabel: "a label has 1 to \(TokenLabel.longest) printable characters"
        case .labelTaken(let label): "there is a token '\(label)' already"
        case .noSuchToken(let label): "there is no token '\(label)'"
        case .tooManyTokens(let most): "there are \(most) tokens already, which is the most"
        case .roleAboveOwn(let role): "a token of '\(role.rawValue)' may do more than who makes it"
        case .badExpiry: "the expiry is in the past, or the time is not known yet"
        case .notNew: "the appliance has its users already"
        case .isNew: "the appliance has no users yet; the first is made with the set-up token"
        case .locked(let wait): "too many failures; come again in \(wait.secondsToWait) s"
        case .busy: "too many log in at once; come again in a second"
        case .file(let fault): fault.description
        case .onTrial: "the users of a backup are on trial; confirm them or take them back first"
        case .badAccounts: "these are no users and tokens that can be read"
        }
    }
}

extension AccountFault {
    /// Seconds after which the same may be asked again, as for HTTP's `Retry-After`; `nil` where waiting does not help.
    public var retryAfter: Int64? {
        switch self {
        case .locked(let wait): wait.secondsToWait
        case .busy: 1
        default: nil
        }
    }
}

extension Duration {
    /// Rounded up, so that who waits as long has waited long enough.
    var secondsToWait: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
