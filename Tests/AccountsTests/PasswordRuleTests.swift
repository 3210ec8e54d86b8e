// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `The rule on passwords` {
    @Test(arguments: [
        "a staff that casts a shadow", "twelve chars", "zxQ7-plm2-Vb", "Straße nach Süden", "日時計の影は時を告げる。はい",
        "correct horse battery", "ada likes shadows", String(repeating: "shadow of the ", count: 18),
    ])
    func `takes what is long and not guessed`(password: String) {
        #expect(PasswordRule.fault(in: password, of: "ada") == nil)
    }

    @Test(arguments: [
        ("", PasswordFault.tooShort), ("elevenchars", .tooShort), ("日時計の影は時を告", .tooShort),
        (String(repeating: "shadow of the ", count: 19), .tooLong),
        ("a staff\u{7}with a bell", .control), ("two lines\nof them", .control),
        ("1234567890123", .isPattern), ("098765432109", .isPattern), ("abcdefghijkl", .isPattern),
        ("aaaaaaaaaaaa", .isPattern), ("xy7xy7xy7xy7x", .isPattern), ("tictoctictoc", .isPattern),
        ("password1234", .isUsual), ("PasswordPassword", .isUsual), ("Administrator!", .isUsual),
        ("qwertyuiop12", .isUsual), ("!!gnomon!!2026", .isUsual), ("correct horse battery staple", .isUsual),
        ("ada.lovelace", .isName), ("Ada.Lovelace", .isName), ("ada.lovelace1", .isName), ("2026ada.lovelace", .isName),
        ("ada.lovelaceada.lovelace", .isName),
    ])
    func `says why it does not take one`(password: String, fault: PasswordFault) {
        #expect(PasswordRule.fault(in: password, of: "ada.lovelace") == fault)
        #expect(!fault.description.isEmpty)
    }

    @Test func `counts characters as people do and octets as machines do`() {
        #expect(PasswordRule.fault(in: "éèêëàâäùûüîï", of: "ada") == nil)
        #expect(PasswordRule.fault(in: String("影時計日本語の山川田中村".prefix(11)), of: "ada") == .tooShort)
    }

    @Test func `lists nothing that its length would refuse`() {
        for password in usualPasswords {
            #expect(password == password.lowercased() && password.unicodeScalars.count >= 11, "\(password)")
        }
        for word in usualWords { #expect(word == word.lowercased(), "\(word)") }
    }

    @Test(arguments: ["a", "ada", "ada.lovelace", "0", "x_y-z", String(repeating: "a", count: 32)])
    func `names may be`(name: String) { #expect(UserName.isValid(name)) }

    @Test(arguments: ["", "Ada", "ada lovelace", "adá", "a/b", "a\0", "a\n", String(repeating: "a", count: 33)])
    func `names may not be`(name: String) { #expect(!UserName.isValid(name)) }
}
