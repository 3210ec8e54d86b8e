// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `A password's record` {
    private static let text = "Straße nach Süden"
    private static let salt = [UInt8](0..<16)
    private static let written =
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M"

    @Test func `is what RFC 7914 says`() throws {
        let cost = try #require(ScryptCost(logRounds: 14, blockSize: 8, parallelism: 1))
        let record = try PasswordRecord(of: "pleaseletmein", cost: cost, salt: Array("SodiumChloride".utf8))
        #expect(Hex.text(record.key) == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    }

    @Test func `is written in the PHC format, and read`() throws {
        let cost = try #require(ScryptCost(logRounds: 10, blockSize: 8, parallelism: 1))
        let record = try PasswordRecord(of: Self.text, cost: cost, salt: Self.salt)
        #expect("\(record)" == Self.written)
        #expect(PasswordRecord(Self.written) == record)
    }

    @Test func `fits its password and no other`() throws {
        let record = try PasswordRecord(of: Self.text, cost: cheap, salt: Self.salt)
        #expect(try record.fits(Self.text))
        for other in ["", "impossible", Self.text + " ", "straße nach süden", String(repeating: "x", count: 100_000)] {
            #expect(try !record.fits(other))
        }
    }

    @Test func `does not open by the word that stands for impossible ones`() throws {
        let record = try PasswordRecord(of: "impossible", cost: cheap, salt: Self.salt)
        #expect(try record.fits("impossible"))
        #expect(try !record.fits(""))
    }

    @Test func `of nobody fits nothing`() throws {
        let record = PasswordRecord(fittingNothing: .system, cost: cheap)
        #expect(try !record.fits(Self.text))
        #expect(PasswordRecord("\(record)") == record)
    }

    @Test(arguments: [
        "", "$", "$scrypt$", "secret",
        "$argon2id$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=9,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=40,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$KEY",
        "$scrypt$ln=17,r=16,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=-10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$KEY",
        "$scrypt$r=8,ln=10,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=10,r=8$AAECAwQFBgcICQoLDA0ODw$KEY",
        "$scrypt$ln=10,r=8,p=1,q=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=10,r=8,p=1$AAECAwQF$KEY",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw==$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAEC",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0OD*$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
        "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$KEY$",
        "$scrypt$ln=99999999999999999999,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M",
    ])
    func `is refused where it is no such thing or would cost too much`(text: String) {
        #expect(PasswordRecord(text) == nil)
    }

    @Test(arguments: [(14, 8, 1), (15, 8, 1), (17, 8, 1), (10, 1, 1), (16, 16, 4), (10, 16, 4)])
    func `is derived at any cost within bounds`(logRounds: Int, blockSize: Int, parallelism: Int) throws {
        let cost = ScryptCost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        #expect(cost != nil)
        if let cost, cost.memory < 4 << 20 {
            #expect(try PasswordRecord(of: "x", cost: cost, salt: Self.salt).fits("x"))
        }
    }

    @Test func `costs as usual what its documentation says`() {
        #expect(ScryptCost.usual == ScryptCost(logRounds: 15, blockSize: 8, parallelism: 1))
        #expect(ScryptCost.usual.memory == 32 << 20)
        #expect(cheap.isLess(than: .usual) && !ScryptCost.usual.isLess(than: .usual))
    }
}
