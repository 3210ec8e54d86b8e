// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Synchronization

/// Other users and tokens as a whole, on trial: in force, and in no file until they are kept.
///
/// While they are on trial nothing else about users and tokens is changed. A session goes on where its user is there with
/// the same password; whoever has another must log in with it, and so proves that the way in is known.
extension AccountBook {
    /// What stands in the file, or would.
    public var octets: [UInt8] { Array(LedgerText.data(of: state.withLock { $0.before?.ledger ?? $0.ledger })) }

    /// Why octets are not what a file of accounts says, one sentence's part; `nil` where they are.
    public static func fault(in octets: [UInt8]) -> String? {
        guard octets.count <= PrivateFile.longest else { return "it is longer than \(PrivateFile.longest) octets" }
        do throws(LedgerText.Fault) { _ = try LedgerText.ledger(of: Data(octets)) } catch {
            return "\(error.place): \(error.reason)"
        }
        return nil
    }

    /// How many users and tokens octets hold; `nil` where they hold none that can be read.
    public static func count(in octets: [UInt8]) -> (users: Int, tokens: Int)? {
        guard let ledger = try? LedgerText.ledger(of: Data(octets)) else { return nil }
        return (ledger.users.count, ledger.tokens.count)
    }

    /// Puts other users and tokens in force. Throws where others are on trial, and where the octets have a fault.
    public func begin(trialOf octets: [UInt8]) throws(AccountFault) {
        guard let new = try? LedgerText.ledger(of: Data(octets)) else { throw .badAccounts }
        let isBegun = writing.withLock { _ in
            state.withLock { state in
                guard state.before == nil else { return false }
                state.before = State.Before(
                    ledger: state.ledger, sessions: state.sessions, setupToken: state.setupToken)
                let old = state.ledger
                state.sessions.endAll { old.user($0)?.password != new.user($0)?.password }
                (state.ledger, state.setupToken) = (new, nil)
                return true
            }
        }
        guard isBegun else { throw .onTrial }
    }

    /// Writes what is on trial. Where that fails it is on trial still.
    public func keepTrial() throws(AccountFault) {
        let result: Result<Void, AccountFault> = writing.withLock { _ in
            let ledger = state.withLock { $0.before == nil ? nil : $0.ledger }
            guard let ledger else { return .success(()) }
            do throws(AccountFault) { try write(ledger) } catch { return .failure(error) }
            state.withLock { $0.before = nil }
            return .success(())
        }
        try result.get()
    }

    /// Puts in force again what was before; who has logged in meanwhile is logged out. Nothing where nothing is on trial.
    public func undoTrial() {
        writing.withLock { _ in
            state.withLock { state in
                guard let before = state.before else { return }
                (state.ledger, state.sessions) = (before.ledger, before.sessions)
                (state.setupToken, state.before) = (before.setupToken, nil)
            }
        }
    }
}
