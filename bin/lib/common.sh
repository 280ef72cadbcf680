# Shared by every script in bin/: where things lie, how they speak, how they start and stop a child.
# Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
STATE=$ROOT/.berth
SCRIPT=bin/${0##*/}

say() { printf '%s\n' "$@"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
    printf '%s: %s\n' "$SCRIPT" "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { ((EUID == 0)); }

# A script that a shell started with `&` is born with SIGINT ignored, and bash cannot trap what was ignored at
# its birth. Start over with the default back, so that it stops the same way with and without a terminal.
heed_interrupts() {
    local ignored
    ignored=$(awk '/^SigIgn:/ { print $2 }' /proc/$$/status)
    if (((16#$ignored >> 1) & 1)); then exec env --default-signal=INT "$0" "$@"; fi
}

make_state() {
    mkdir -p "$STATE" 2>/dev/null && [[ -w $STATE ]] ||
        die "cannot write to $STATE (it belongs to $(stat -c %U "$STATE" 2>/dev/null || echo nobody), this is $(id -un)). Run it as that user, or give the folder to this one."
}

# Only one of a kind in a clone. The lock is descriptor 9, which children must not inherit: a Postgres that
# outlives a crashed script would hold it for ever.
lock_or_die() {
    local name=$1 what=$2
    exec 9>>"$STATE/$name.lock"
    flock -n 9 || die "$what is already running in this clone (process $(tail -n 1 "$STATE/$name.lock")). Stop that one first, or use another clone."
    echo $$ >"$STATE/$name.lock"
}

load_cargo() {
    # shellcheck disable=SC1091
    if ! have cargo && [[ -r ${HOME:-/nonexistent}/.cargo/env ]]; then . "$HOME/.cargo/env"; fi
    have cargo || die "cargo is not on PATH. Install Rust $(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml") or later first."
}

free_mb() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

enough_space() {
    local dir=$1 need_mb=$2 what=$3 free
    free=$(free_mb "$dir")
    ((free >= need_mb)) || die "the disk is full: $dir has $free MB free, and $what needs $need_mb MB. Make room and start again."
}

# shellcheck disable=SC2016
port_taken() { timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null; }

random_hex() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Runs a command as its own process group and waits for it in a way that a signal interrupts at once (bash
# holds traps back while a foreground command runs). Whatever the command leaves behind is ended with it.
CHILD=
attended() {
    local code=0
    set -m
    "$@" </dev/null 9>&- &
    CHILD=$!
    set +m
    wait "$CHILD" || code=$?
    kill -TERM -- "-$CHILD" 2>/dev/null || true
    CHILD=
    return "$code"
}

# Ends a process group: asks, waits up to the given seconds, then insists.
end_group() {
    local group=$1 seconds=$2 tick
    kill -TERM -- "-$group" 2>/dev/null || return 0
    for ((tick = 0; tick < seconds * 10; tick++)); do
        kill -0 -- "-$group" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$group" 2>/dev/null || true
    return 1
}
