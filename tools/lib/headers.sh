# SPDX-License-Identifier: Apache-2.0
# Headers of libraries that the program uses, from Debian packages. Sourced after common.sh, not run.

# need_headers: whatever a build needs.
need_headers() {
    need_line_headers
    [ -e /usr/include/sqlite3.h ] || install_headers libsqlite3-dev
}

install_headers() {
    say "installing $1"
    apt_update_once
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1" >/dev/null
}

# libgpiod is opened at run time. Its headers decide for which generation the program is built. Without them it builds too,
# but then it has no lines; so they are to be there before the first build.
need_line_headers() {
    [ -e /usr/include/gpiod.h ] && return
    install_headers libgpiod-dev
    # What was built without them does not notice by itself that they have come.
    touch Sources/CGPIOD/*.c
}

# unpacked_headers PACKAGE SUITE: unpacks a package of this or another Debian suite beside the build, installs nothing,
# and prints the folder with its headers.
unpacked_headers() {
    local package="$1" suite="$2" own="$root/.build-peers/headers/$1-$2"
    if [ ! -e "$own/done" ]; then
        say "unpacking $package of $suite"
        mkdir -p "$own/apt/parts" "$own/apt/lists/partial"
        local archive
        archive="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -1)"
        [ -n "$archive" ] || die "this machine's package sources name no Debian archive"
        {
            printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n' "$archive" "$suite"
            printf 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n'
        } >"$own/apt/parts/own.sources"
        local options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$own/apt/parts"
            -o "Dir::State::lists=$own/apt/lists" -o APT::Sandbox::User=root)
        apt-get "${options[@]}" update >&2
        (cd "$own" && apt-get "${options[@]}" download "$package" >&2 && dpkg-deb -x "$package"_*.deb . && rm "$package"_*.deb)
        touch "$own/done"
    fi
    printf '%s/usr/include\n' "$own"
}
