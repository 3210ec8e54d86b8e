// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who may do what on this appliance: users and API tokens, which a file keeps; sessions and lock-outs, which live in
/// memory and end with the process.
///
/// May be used from any thread. Nothing here reads a clock; passwords are tried on threads of their own, a few at a
/// time; a change returns when it is on the disk, and has not happened where it throws.
public final class AccountBook: Sendable {
    struct State: Sendable {
        var ledger: Ledger
        var sessions: SessionTable
        var lockOut: LockOut
        /// While there is no user.
        var setupToken: String?
        /// Whether a token was used since the file was written.
        var hasNews = false
        /// On ``Moment/monotonic``: the latest that anybody said.
        var latest: Duration?
        /// What was in force before what is on trial; `nil`: nothing is.
        var before: Before?

        struct Before: Sendable {
            var ledger: Ledger
            var sessions: SessionTable
            var setupToken: String?
        }
    }

    let state: Mutex<State>
    /// Held while the file is written, so that changes follow one another; the state is free meanwhile.
    let writing = Mutex(())
    private let file: PrivateFile
    let limits: AccountLimits
    let random: RandomOctets
    let desk: DerivationDesk
    /// Checked for names that no user has.
    let decoy: PasswordRecord

    /// Reads the file; where there is none yet, the book ``isNew``. A damaged file is refused and left as it is. What
    /// others write into it afterwards is not seen, and overwritten by the next change.
    public init(
        path: String, limits: AccountLimits = AccountLimits(), random: RandomOctets = .system
    ) throws(AccountFileFault) {
        (file, self.limits, self.random) = (PrivateFile(path: path), limits, random)
        desk = DerivationDesk(atOnce: limits.derivations, waiting: limits.waiting)
        decoy = PasswordRecord(fittingNothing: random, cost: limits.cost)
        let ledger = try Self.load(file)
        let token = ledger == nil ? TypedSecret.text(random(TypedSecret.length)) : nil
        state = Mutex(
            State(
                ledger: ledger ?? Ledger(), sessions: SessionTable(limits: limits, random: random),
                lockOut: LockOut(limits: limits), setupToken: token))
    }

    private static func load(_ file: PrivateFile) throws(AccountFileFault) -> Ledger? {
        guard let data = try file.read() else { return nil }
        do { return try LedgerText.ledger(of: data) } catch {
            throw .damaged(path: file.path, place: error.place, reason: error.reason)
        }
    }

    /// Changes what the file keeps: first the file, then what is believed. `then` happens with the change, unseen by
    /// others until it has.
    func change(
        _ body: (inout Ledger) throws(AccountFault) -> Void, then: (inout State) -> Void = { _ in }
    ) throws(AccountFault) {
        let result: Result<Void, AccountFault> = writing.withLock { _ in
            do throws(AccountFault) {
                var (ledger, isOnTrial) = state.withLock { ($0.ledger, $0.before != nil) }
                guard !isOnTrial else { throw .onTrial }
                try body(&ledger)
                try write(ledger)
                state.withLock {
                    $0.replace(by: ledger)
                    then(&$0)
                }
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    func write(_ ledger: Ledger) throws(AccountFault) {
        do { try file.write(LedgerText.data(of: ledger)) } catch { throw .file(error) }
    }

    /// Writes down when tokens were last used, if that is news: for the program's end, and now and then. Other
    /// changes write it too; each use alone would wear out the flash.
    public func keepUse() throws(AccountFault) {
        guard state.withLock({ $0.hasNews && $0.before == nil }) else { return }
        try change { _ in }
    }
}

extension AccountBook.State {
    /// What tokens were used for while the file was written is not forgotten.
    mutating func replace(by new: Ledger) {
        let old = ledger
        ledger = new
        hasNews = ledger.keepUse(from: old)
    }

    /// The latest moment known: who has waited for a turn says an old one.
    mutating func advance(to moment: Moment) -> Duration {
        let now = max(latest ?? moment.monotonic, moment.monotonic)
        latest = now
        return now
    }
}
