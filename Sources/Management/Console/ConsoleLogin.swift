// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Console
import Operations

/// Lets people in at one console: by name and password under the gate's lock-out, or by making the first admin.
struct ConsoleLogin: Sendable {
    let house: ConsoleHouse
    let place: String

    /// Who is in now; the same answer says so to the session.
    typealias Verdict = (user: User?, answer: ConsoleAnswer)

    func logIn(_ name: String, _ password: String) async -> Verdict {
        guard let book = house.gate.book else { return (nil, .loginRefused("Nobody can log in.", wait: .zero)) }
        if book.isNew {
            return (
                nil, .loginRefused("There is no user yet: the first is made on the page, or here by root.", wait: .zero)
            )
        }
        let gate = house.gate
        return settle(await book.logIn(name, password: password, source: source, at: gate.moment), in: book)
    }

    /// Makes the first admin, then does what else was answered, and tells what did not go.
    func setUp(_ answers: [String: String]) async -> Verdict {
        guard let book = house.gate.book, let token = book.setupToken else {
            return (nil, .loginRefused("The appliance has its users already: log in.", wait: .zero))
        }
        let name = answers["administrator"] ?? ""
        do throws(AccountFault) {
            let answer = try await book.begin(
                token: token, name: name, password: answers["password"] ?? "", source: source, at: house.gate.moment)
            SetupNote.remove(beside: house.settings.management.users)
            let verdict = settle(answer, in: book)
            guard let user = verdict.user else { return verdict }
            let faults = await carryOut(ConsoleSetup(house).commands(for: answers), as: user)
            let end = faults.isEmpty ? ["The appliance is set up."] : ["Not all could be done:"] + faults
            return (user, .loggedIn(ConsoleUser(user), greeting: end))
        } catch {
            return (nil, .loginRefused("Not set up: \(error).", wait: .zero))
        }
    }

    private var source: Source { .local(place) }

    private func settle(_ answer: LoginAnswer, in book: AccountBook) -> Verdict {
        for event in answer.events { house.gate.onLogin(event) }
        switch answer.outcome {
        case .admitted(let admission):
            // The page's sessions are of no use here.
            book.endSession(cookie: admission.cookie)
            guard let user = book.user(admission.session.user) else { break }
            return (
                user, .loggedIn(ConsoleUser(user), greeting: ["Logged in as \(user.name) (\(user.role.rawValue))."])
            )
        case .refused: break
        case .locked(let wait):
            let text = "Too many failures: come again in \(max(1, answer.outcome.retryAfter ?? 1)) s."
            return (nil, .loginRefused(text, wait: min(wait, Self.longestWait)))
        case .busy: return (nil, .loginRefused("Too many log in at once: try again.", wait: .seconds(1)))
        }
        return (nil, .loginRefused("Name or password is wrong.", wait: .zero))
    }

    /// Longer, nobody would wait at a prompt that does not answer; the lock itself holds for as long as it was set.
    private static let longestWait: Duration = .seconds(10)

    /// Sentences on what did not go.
    private func carryOut(_ lines: [String], as user: User) async -> [String] {
        var faults: [String] = []
        for line in lines {
            do throws(CommandRefusal) {
                _ = try await house.desk.perform(try CommandCall(parsing: line), for: house.caller(user, at: place))
            } catch {
                faults.append("  \(line): \(error.reason)")
            }
        }
        return faults
    }
}
