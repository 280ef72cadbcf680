# Sourced by bench/*: the release build, a durable Postgres of its own that is thrown away afterwards, and the settings of
# the servers that are measured.
# shellcheck shell=bash
# shellcheck source=bin/lib/common.sh
. "$(dirname "$0")/../bin/lib/common.sh"
# shellcheck source=bin/lib/postgres_home.sh
. "$ROOT/bin/lib/postgres_home.sh"
# shellcheck source=bin/lib/packages.sh
. "$ROOT/bin/lib/packages.sh"
# shellcheck source=bin/lib/postgres.sh
. "$ROOT/bin/lib/postgres.sh"

STARTED=

# set_up NAME: builds, starts and migrates.
set_up() {
    SCRIPT=bench/$1
    cd "$ROOT" || die "cannot enter $ROOT"
    make_state
    lock_or_die bench "$SCRIPT"
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    unset DATABASE_URL # the figures are about a Postgres on this machine, set up as bin/start does
    load_cargo
    enough_space "$ROOT" 4096 "the build and what is measured"
    pg_use bench-pg
    pg_throw_away
    pg_use bench-pg
    STARTED=yes
    pg_start
    PATH=$PG_BIN:$PATH
    export BERTH_BIN=${CARGO_TARGET_DIR:-$ROOT/target}/release/berth
    DATABASE_URL=$(pg_url) BERTH_KEY=$(head -c 32 /dev/urandom | base64)
    APP_DATABASE_URL="postgres://berth_app:$(random_hex 16)@127.0.0.1:$(fact port)/berth"
    BENCH_ADMIN_URL=$(pg_superuser_url | sed 's,/postgres$,/berth,')
    BENCH_POSTGRES=$(pg_pid)
    export DATABASE_URL BERTH_KEY APP_DATABASE_URL BENCH_ADMIN_URL BENCH_POSTGRES
    export BERTH_MAIL_DIR=$STATE/bench-mail BENCH_SECONDS=${BENCH_SECONDS:-8}
    install -d -m 700 "$BERTH_MAIL_DIR"
    attended "$BERTH_BIN" migrate
}

settle_tables() { "$PG_BIN/psql" -q "$BENCH_ADMIN_URL" -c 'vacuum analyze' -c 'checkpoint'; }

measure() { attended "${BERTH_BIN%berth}berth-bench" "$@"; }

clean_up() {
    local code=$?
    trap '' INT TERM HUP
    set +e
    disown -a
    [[ -z $CHILD ]] || end_group "$CHILD" 10
    if [[ -n $STARTED ]]; then pg_throw_away; fi
    rm -rf "${STATE:?}/bench-mail"
    exit "$code"
}
