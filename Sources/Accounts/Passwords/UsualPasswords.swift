// SPDX-License-Identifier: Apache-2.0

/// Long passwords that are guessed first, in lower case. Short ones are refused for their length.
let usualPasswords: Set<String> = [
    "correct horse battery staple", "correcthorsebatterystaple", "correct-horse-battery-staple",
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5y6", "zaq12wsxcde3", "qazwsxedcrfv", "1qazxsw23edc",
    "qwertyuiop[]", "qwertyuiopasdfghjkl", "qwertyuiopasdf", "asdfghjklzxcvbnm", "1234qwerasdf", "qwerty123456",
    "123456qwerty", "1234567890qwerty", "abcd1234abcd", "abcdefg123456", "123456abcdef", "a1b2c3d4e5f6",
    "password12password", "p@ssw0rd1234", "p@ssword1234", "passw0rd1234", "pa$$word1234", "pa55word1234",
    "princess1234", "football1234", "baseball1234", "mypassword12", "thisismypassword", "ilovemyfamily",
    "administrator", "administrator1", "superuser123", "changethispassword", "default password",
    "nopassword123", "newpassword1", "newpassword123", "secretpassword", "letmeinplease", "openthisdoor",
    "whattimeisit", "whattimeisit?", "networktimeprotocol", "network time protocol", "precisiontimeprotocol",
]

/// Words that are no better for what is put about them, or for being said twice, in lower case.
let usualWords: Set<String> = [
    "admin", "administrator", "root", "user", "operator", "viewer", "guest", "test", "default", "system",
    "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "passphrase", "secret", "letmein", "welcome",
    "changeme", "qwerty", "qwertz", "azerty", "qwertyuiop", "qwertzuiop", "asdfgh", "asdfghjkl", "iloveyou",
    "abc", "abcdef", "monkey", "dragon", "sunshine", "football", "superman", "login", "master", "access",
    "gnomon", "timeserver", "time server", "ntpserver", "gnss", "gnsstime", "raspberry", "raspberrypi", "server",
]
