# SPDX-License-Identifier: Apache-2.0
# linuxptp's programs for the tests. Sourced after common.sh, not run. They are unpacked beside the build and never
# installed: an installed package may start services that steer this machine's clock.

# apt_of SUITE WORD...: apt-get that knows that suite of Debian alone, without changing this machine's own lists.
apt_of() {
    local suite="$1" archive lists="$root/.build-ptp/apt-$1"
    shift
    if [ ! -d "$lists/lists" ]; then
        mkdir -p "$lists/parts" "$lists/lists/partial"
        archive="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -1)"
        [ -n "$archive" ] || return 1
        printf '%s\n' 'Types: deb' "URIs: $archive" "Suites: $suite" 'Components: main' \
            'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >"$lists/parts/suite.sources"
        apt_of "$suite" update >&2 || return 1
    fi
    apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$lists/parts" \
        -o "Dir::State::lists=$lists/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@" 2>&1
}

# linuxptp_of SUITE: prints the folder of that release's ptp4l and pmc, if they can be had and run here.
linuxptp_of() {
    local own="$root/.build-ptp/linuxptp-$1"
    if [ ! -x "$own/usr/sbin/ptp4l" ]; then
        say "unpacking linuxptp of $1"
        mkdir -p "$own"
        (cd "$own" && apt_of "$1" download linuxptp >&2 && dpkg-deb -x linuxptp_*.deb . && rm linuxptp_*.deb) || return 1
    fi
    "$own/usr/sbin/ptp4l" -v >/dev/null 2>&1 || return 1
    printf '%s\n' "$own/usr/sbin"
}

# need_linuxptp: prints the folders, oldest version first, with a colon between them.
need_linuxptp() {
    local suite folder found=
    for suite in bookworm trixie; do
        folder="$(linuxptp_of "$suite")" && found="$found${found:+:}$folder" || say "no linuxptp of $suite runs here"
    done
    [ -n "$found" ] || die "there is no linuxptp to test with"
    printf '%s\n' "$found"
}
