# SPDX-License-Identifier: Apache-2.0
"""Somebody who vouches for certificates, for the time of a test."""

import subprocess


class Authority:
    """Its own certificate is `ca.crt` in the folder."""

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "ca.crt"
        (folder / "issued").mkdir()
        (folder / "ca.index").touch()
        (folder / "ca.conf").write_text(
            f"[ca]\ndefault_ca=it\n[it]\ndatabase={folder}/ca.index\nnew_certs_dir={folder}/issued\nrand_serial=yes\n"
            "default_md=sha256\npolicy=any\ncopy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n")
        self.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "10",
                 "-keyout", folder / "ca.key", "-out", self.file, "-subj", "/CN=A test's authority")

    @staticmethod
    def run(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    def issue(self, name, subject, first="20200101000000Z", last="20991231235959Z"):
        """The certificate and the key, as files, of `IP:...` or `DNS:...`, valid from and to these times."""
        key, request, made = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "crt"))
        self.run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", request,
                 "-subj", f"/CN={name}", "-addext", f"subjectAltName={subject}")
        self.run("ca", "-batch", "-config", self.folder / "ca.conf", "-cert", self.file, "-keyfile", self.folder / "ca.key",
                 "-in", request, "-out", made, "-startdate", first, "-enddate", last, "-notext")
        return made, key
