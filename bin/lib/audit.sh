# Known vulnerabilities in Cargo.lock, from a folder of RustSec advisories and without a network. Sourced after
# common.sh. The folder lies beside the clone or is named by BERTH_ADVISORIES; without one there is nothing to do.
# shellcheck shell=bash

CARGO_AUDIT_VERSION=0.22.2

advisories() {
    local folder=${BERTH_ADVISORIES:-$ROOT/../shared/advisory-db}
    [[ -d $folder/crates ]] && realpath "$folder"
}

# Built once (two minutes on two cores; debug, because it runs for a second) and shared by all clones of a user.
cargo_audit() {
    local tools=${XDG_CACHE_HOME:-${HOME:-$STATE}/.cache}/berth/cargo-audit-$CARGO_AUDIT_VERSION
    if have cargo-audit; then
        command -v cargo-audit
        return
    fi
    if [[ ! -x $tools/bin/cargo-audit ]]; then
        mkdir -p "$tools" 2>/dev/null || tools=$STATE/tools
        say "Building cargo-audit $CARGO_AUDIT_VERSION (once)" >&2
        CARGO_TARGET_DIR=$STATE/tools-build cargo install cargo-audit --version "$CARGO_AUDIT_VERSION" --locked --quiet \
            --no-default-features --debug --config profile.dev.debug=0 --root "$tools" --no-track >&2 || return 1
        rm -rf "$STATE/tools-build"
    fi
    printf '%s\n' "$tools/bin/cargo-audit"
}

# Vulnerabilities fail; unmaintained or unsound crates are named. Whether a version was yanked only the registry knows.
audit() {
    local tool
    tool=$(cargo_audit) || return 1
    "$tool" audit --db "$(advisories)" --no-fetch --stale --no-yanked
}
