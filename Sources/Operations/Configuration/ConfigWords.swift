// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups

/// What may be typed where the configuration is changed.
struct ConfigWords {
    private let means: CommandMeans

    init(_ means: CommandMeans) { self.means = means }

    private var text: [UInt8] {
        let (store, now) = (means.store, means.moment)
        return store.candidate(at: now)?.text ?? store.state(at: now).text
    }

    /// Each with what it has now, or with what it may have.
    var keys: [Command.Choice] {
        means.store.keys(in: text).map { key, value in
            let isWhole = key.shape.form == .one || key.shape.form == .list
            return Command.Choice(key.name, isWhole ? value ?? key.shape.what : key.shape.what)
        }
    }

    /// What there is now, what there is by default, and the words that may stand there.
    func values(of key: String) -> [Command.Choice] {
        let text = text
        guard let found = means.store.keys(in: text).first(where: { $0.key.name == key }) else { return [] }
        let shape = found.key.shape
        var choices: [Command.Choice] = []
        func add(_ word: String?, _ about: String) {
            guard let word, word != "null" || shape.words.contains(word) else { return }
            if let place = choices.firstIndex(where: { $0.word == word }) {
                choices[place].about += ", " + about
            } else {
                choices.append(Command.Choice(word, about))
            }
        }
        if shape.form == .one { for word in shape.words { add(word, "") } }
        if SettingsStore.hidesSecret("", of: key) { return choices }
        add(found.value, "now")
        add(means.store.usual(key, in: text), "by default")
        for place in choices.indices {
            let about = choices[place].about.drop { ", ".contains($0) }
            choices[place].about = about.isEmpty ? shape.what : String(about)
        }
        return choices
    }

    var backups: [Command.Choice] {
        let entries = (try? BackupShelf(of: means.store).entries()) ?? []
        return entries.map { Command.Choice($0.name, $0.made.map { UTCText.of($0.utcMilliseconds) } ?? "") }
    }
}

extension CommandDesk {
    /// What everybody at a prompt is to know of the configuration, one sentence; `nil`: nothing.
    public var configurationNotice: String? {
        let (store, now) = (means.store, means.moment)
        if let trial = store.trial(at: now) {
            return
                "on trial by \(trial.by.who), undone in \(trial.secondsLeft) s unless 'config commit' keeps it"
        }
        return store.candidate(at: now).map { candidate in
            "a candidate by \(candidate.editors.last?.author.who ?? "somebody") waits for 'config commit'"
        }
    }
}
