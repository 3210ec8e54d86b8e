// SPDX-License-Identifier: Apache-2.0

/// Of gnomon.test, by itself, for a hundred years; its key is nobody's secret.
enum TestCertificate {
    static let host = "gnomon.test"
    static let chain = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAUGgAwIBAgIUZeMl4b+Sgd23JsSvQuyDNPJno0cwCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLZ25vbW9uLnRlc3QwIBcNMjYxMTIyMTMzMDQyWhgPMjEyNjEw
        MjkxMzMwNDJaMBYxFDASBgNVBAMMC2dub21vbi50ZXN0MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAE1FhsyDko4slA4UXHcUaBGavzxW946L3fkRCCL8nT3YZcC8Yy
        4XkBXWRktwoxAHPO493LQANSJ2YwkQ6yyg2JCqNrMGkwHQYDVR0OBBYEFHp3gYBG
        3SbhVEu+VYPcf3PhOkS9MB8GA1UdIwQYMBaAFHp3gYBG3SbhVEu+VYPcf3PhOkS9
        MA8GA1UdEwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILZ25vbW9uLnRlc3QwCgYIKoZI
        zj0EAwIDRwAwRAIgMFiJ+euxVxpdwTgQuueM5Qmf0fuSGRp5DPkH4kzCOzgCIF5H
        yFX4mRN9pef4RkFC9nncCUG7mQssoHqSfK7Ex9gu
        -----END CERTIFICATE-----

        """
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghoPRsRxIW+5zsC5b
        m99Xsk5ouQUaEKfl9vODmecpX8ShRANCAATUWGzIOSjiyUDhRcdxRoEZq/PFb3jo
        vd+REIIvydPdhlwLxjLheQFdZGS3CjEAc87j3ctAA1InZjCRDrLKDYkK
        -----END PRIVATE KEY-----

        """
}
