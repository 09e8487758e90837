#!/usr/bin/env bash
# Sets essor up on Debian 12 or later, from a bare system and a clone.
#
#   ./setup.sh run     build the program, make the charts of examples/segur
#   ./setup.sh install build the program and the libraries, install them under /usr/local
#   ./setup.sh test    build everything, run the tests
#   ./setup.sh browser add what the tests of the briefing page need; without it they are
#                      skipped
#   ./setup.sh tools   add clang and clang-format, which .ci/run needs
#
# What is there already is neither installed nor built again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Package and reason. All need the first list.
needed() {
    cat <<'LIST'
gcc                the compiler
libc6-dev          the C library to compile against
make               runs the build
cmake              describes the build
pkg-config         finds the libraries below
libgsl-dev         least squares, linear algebra, random numbers
libsqlite3-dev     the store of a project
libcsv-dev         reads CSV files
libinih-dev        reads project files
libjansson-dev     writes JSON
libmd-dev          SHA-256
libzip-dev         unpacks .xlsx workbooks
libexpat1-dev      reads the XML in them
libfontconfig-dev  finds the font of a chart
libfreetype-dev    measures texts, so that labels do not collide
gnuplot-nox        draws the charts
librsvg2-bin       makes PDF of them
fonts-inter        the typeface of the charts
fonts-dejavu-core  the glyphs that Inter lacks
check              the unit tests
python3            checks the JSON that the tests get
LIST
}

needed_by_tests() {
    cat <<'LIST'
python3-yaml       reads the recipes of docs/ci.md
parallel           runs one of them
LIST
}

# What is there as a command may have come from elsewhere than Debian.
needed_by_browser() {
    command -v chromium >/dev/null ||
        echo 'chromium           the briefing page as a reader has it'
    command -v node >/dev/null ||
        echo 'nodejs             drives the browser'
    command -v npm >/dev/null ||
        echo 'npm                fetches axe-core, puppeteer-core and the naughty strings'
}

needed_by_tools() {
    cat <<'LIST'
clang              the second compiler
clang-format       checks the format of the code
LIST
}

say() {
    printf '%s\n' "$*"
}

fail() {
    printf 'setup.sh: %s\n' "$*" >&2
    exit 1
}

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Runs a command as root.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Reads a list as above and installs what is missing of it.
install_missing() {
    local package reason missing=()
    command -v dpkg-query >/dev/null ||
        fail "this is not a Debian system; install the packages listed in this file by hand"
    while read -r package reason; do
        if ! installed "$package"; then
            [ ${#missing[@]} -gt 0 ] || say "Missing packages:"
            printf '  %-18s %s\n' "$package" "$reason"
            missing+=("$package")
        fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "neither root nor sudo; as root, run: apt-get install ${missing[*]}"
    fi
    say "Installing them with apt-get."
    as_root apt-get -qq update ||
        fail "apt-get update failed; see the lines above"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --no-install-recommends "${missing[@]}" >/dev/null ||
        fail "apt-get install failed; see the lines above"
}

# Builds the given target of the release.
build() {
    if [ ! -f build/CMakeCache.txt ]; then
        cmake --preset release
    fi
    cmake --build --preset release --parallel "$(nproc)" --target "$1"
}

run() {
    needed | install_missing
    build essor
    build/essor build examples/segur
    say
    build/essor target --project examples/segur
    say
    say "Charts: $PWD/examples/segur/out/charts"
    say "In English: $PWD/examples/segur/out/en/charts"
}

install_all() {
    needed | install_missing
    build essor_static
    build essor_shared
    build manual
    as_root cmake --install build >/dev/null
    as_root ldconfig
}

run_tests() {
    { needed && needed_by_tests; } | install_missing
    build all
    ctest --preset release --parallel "$(nproc)" --label-exclude thorough
}

case "${1:-}" in
run) run ;;
install) install_all ;;
test) run_tests ;;
browser) needed_by_browser | install_missing ;;
tools) { needed && needed_by_tools; } | install_missing ;;
*)
    say "usage: ./setup.sh run | install | test | browser | tools"
    exit 2
    ;;
esac
