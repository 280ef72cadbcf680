# A private PostgreSQL cluster: made once, started, checked, stopped. Sourced after common.sh and postgres_home.sh.
# Four are used: `pg` (bin/start; data is kept), `test-pg` (bin/test; fast, not durable, thrown away), `bench-pg`
# (bench/*; durable, thrown away) and `fault-pg` (a test that kills it; durable, thrown away).
# shellcheck shell=bash

# pg_use NAME: the functions below are about this cluster from now on.
pg_use() {
    PG_NAME=$1
    PG_FACTS=$STATE/$1.facts
    [[ ! -e $PG_FACTS || -r $PG_FACTS ]] || die "$PG_FACTS belongs to $(stat -c %U "$PG_FACTS"), this is $(id -un). Run it as that user or as root."
    choose_pg_user
    choose_pg_home
}

pg_url() { printf 'postgres://berth_owner:%s@127.0.0.1:%s/berth\n' "$(fact owner_password)" "$(fact port)"; }
pg_superuser_url() { printf 'postgres://postgres:%s@127.0.0.1:%s/postgres\n' "$(fact superuser_password)" "$(fact port)"; }

# The postmaster's process id, if it is alive and this cluster's. The id in the file alone proves nothing: after
# kill -9 it is stale and may by now be somebody else's; the working directory tells.
pg_pid() {
    local pid
    pid=$(head -n 1 "$PG_DATA/postmaster.pid" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ && $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$PG_DATA" ]] && printf '%s\n' "$pid"
}

pg_start() {
    exec 8>>"$STATE/$PG_NAME.lock"
    flock -w 120 8 || die "another script has been starting Postgres in this clone for two minutes. Is it stuck?"
    enough_space "$PG_HOME" 1024 "Postgres"
    if pg_pid >/dev/null && [[ -n $(fact superuser_password) ]]; then
        PG_REUSED=yes
        say "Postgres of this clone is running already (port $(fact port))."
    else
        PG_REUSED= # read by bin/start
        if pg_pid >/dev/null; then pg_halt; fi
        pg_choose_binaries
        if [[ ! -f $PG_DATA/PG_VERSION ]]; then pg_init; elif [[ -z $(fact superuser_password) ]]; then pg_make_roles; fi
        pg_launch
    fi
    exec 8>&-
}

pg_choose_binaries() {
    local made=''
    [[ ! -f $PG_DATA/PG_VERSION ]] || made=$(cat "$PG_DATA/PG_VERSION")
    PG_BIN=$(find_postgres "$made") || {
        [[ -z $made ]] || die "the data in $PG_DATA was made by PostgreSQL $made, and of that version no server is installed here ($(find_postgres || echo nothing from "$PG_OLDEST" to "$PG_NEWEST") is).
  Install postgresql-$made, or move $STATE/$PG_NAME away to begin with an empty database (nothing is deleted for you)."
        die "no PostgreSQL server from $PG_OLDEST to $PG_NEWEST found. Run bin/setup --all, or set DATABASE_URL."
    }
}

# Made beside its place and moved there when complete, so that an interrupted first start leaves no half cluster.
pg_init() {
    local new=$PG_HOME/data.new fast=()
    [[ $PG_NAME != test-pg ]] || fast=(--no-sync)
    say "Making a PostgreSQL $(postgres_major "$PG_BIN") cluster in $PG_DATA"
    rm -rf "$new" "$PG_DATA"
    random_hex 24 | pg_write "$PG_HOME/password" # initdb wants one; pg_make_roles sets another
    as_pg "$PG_BIN/initdb" -D "$new" --username=postgres --encoding=UTF8 --locale-provider=libc --locale=C.UTF-8 \
        --auth=scram-sha-256 --pwfile="$PG_HOME/password" "${fast[@]}" 2>&1 </dev/null | pg_write "$PG_HOME/log/init.log" ||
        pg_die "initdb failed"
    as_pg rm -f "$PG_HOME/password"
    echo "include 'berth.conf'" | as_pg tee -a "$new/postgresql.conf" >/dev/null
    : | pg_write "$new/berth.conf"
    PG_DATA=$new pg_make_roles
    as_pg mv "$new" "$PG_DATA"
}

# Passwords are set in single-user mode: it needs no client, no port and no earlier password. Where the file with
# the passwords was lost, this makes new ones.
pg_make_roles() {
    local superuser owner
    superuser=$(random_hex 24) owner=$(random_hex 24)
    as_pg rm -f "$PG_DATA/postmaster.pid"
    as_pg "$PG_BIN/postgres" --single -D "$PG_DATA" -c log_statement=none postgres <<SQL 2>&1 | pg_write "$PG_HOME/log/roles.log" || pg_die "could not make the roles"
alter role postgres password '$superuser'
do \$\$ begin if not exists (select from pg_roles where rolname = 'berth_owner') then create role berth_owner; end if; end \$\$
alter role berth_owner login createrole createdb nosuperuser password '$owner'
create database berth owner berth_owner
SQL
    # Single-user mode goes on after an error and ends well all the same.
    if grep -E 'ERROR|FATAL' "$PG_HOME/log/roles.log" | grep -qv 'database "berth" already exists'; then pg_die "could not make the roles"; fi
    set_fact superuser_password "$superuser"
    set_fact owner_password "$owner"
}

pg_launch() {
    local try
    for try in 1 2 3 4 5; do
        pg_choose_port
        pg_configure
        # Its id may by now belong to another program of this user, which Postgres would take for itself.
        as_pg rm -f "$PG_DATA/postmaster.pid" "$PG_HOME/log/start.log"
        if as_pg "$PG_BIN/pg_ctl" start -D "$PG_DATA" -l "$PG_HOME/log/start.log" -w -t 120 -s >/dev/null 2>&1; then return; fi
        if pg_log_says 'could not bind|Address already in use'; then set_fact port ''; continue; fi
        # Processes of a killed server go when they notice; until then its memory is in use.
        if pg_log_says 'pre-existing shared memory|is still in use|lock file .* already exists'; then sleep $((try * 2)); continue; fi
        break
    done
    pg_die "Postgres did not start"
}

pg_choose_port() {
    local port kept
    kept=$(fact port) port=$kept
    while [[ -z $port ]] || port_taken 127.0.0.1 "$port"; do port=$((20000 + RANDOM % 10000)); done
    if [[ -n $kept && $kept != "$port" ]]; then say "Port $kept, where this clone's Postgres was, is taken by another program; it listens on $port from now on."; fi
    set_fact port "$port"
}

pg_configure() {
    pg_forget_socket
    # In /tmp, because a socket's path has at most 107 characters.
    set_fact socket "$(as_pg mktemp -d /tmp/berth-XXXXXX)"
    set_fact clone "$ROOT"
    { pg_settings && "pg_settings_${PG_NAME//-/_}"; } | pg_write "$PG_DATA/berth.conf"
}

pg_settings() {
    cat <<CONF
# Written by bin/lib/postgres.sh at every start.
listen_addresses = '127.0.0.1'
port = $(fact port)
unix_socket_directories = '$(fact socket)'
shared_buffers = 256MB
idle_in_transaction_session_timeout = 60s
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '$PG_HOME/log'
log_filename = 'postgres-%a.log'   # one a week day, each begun anew: a week is kept
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_line_prefix = '%m [%p] %q%u@%d '
CONF
}

pg_settings_pg() {
    printf '%s\n' 'max_connections = 200' 'fsync = on' "log_min_duration_statement = 1s"
}

# As bin/start's, but for the log: a benchmark is not to be slowed by words about itself.
pg_settings_bench_pg() {
    printf '%s\n' 'max_connections = 200' 'fsync = on'
}

pg_settings_test_pg() {
    printf '%s\n' 'max_connections = 300' 'fsync = off' 'full_page_writes = off' 'synchronous_commit = off' \
        'autovacuum = off' 'wal_level = minimal' 'max_wal_senders = 0' 'max_wal_size = 4GB' 'checkpoint_timeout = 1h' 'max_locks_per_transaction = 256'
}

pg_settings_fault_pg() {
    printf '%s\n' 'max_connections = 100' 'fsync = on' 'recovery_init_sync_method = syncfs'
}

# As when the machine loses power, but for the disk's own cache: nobody is told, nothing is written any more.
pg_kill() {
    local pid all
    pid=$(pg_pid) || die "it is not running"
    # The postmaster stands still first, or it would see its children die and begin anew.
    kill -STOP "$pid"
    mapfile -t all < <(pgrep -P "$pid")
    kill -KILL "${all[@]}" "$pid" 2>/dev/null || true
    for pid in "${all[@]}" "$pid"; do
        while [[ $(ps -o stat= -p "$pid") == [!Z]* ]]; do sleep 0.01; done
    done
    pg_forget_socket
}

pg_halt() {
    local bin
    bin=$(find_postgres "$(cat "$PG_DATA/PG_VERSION")") || die "the programs that started the Postgres in $PG_DATA are gone; stop process $(pg_pid) by hand."
    as_pg "$bin/pg_ctl" stop -D "$PG_DATA" -m fast -w -t 60 -s >/dev/null 2>&1 ||
        as_pg "$bin/pg_ctl" stop -D "$PG_DATA" -m immediate -w -t 30 -s >/dev/null 2>&1 || true
}

pg_stop() {
    if pg_pid >/dev/null; then pg_halt; fi
    if pg_pid >/dev/null; then warn "Postgres (process $(pg_pid)) did not stop; its log is in $PG_HOME/log."; fi
    pg_forget_socket
}

# The facts of a clone that is a copy name the socket of the clone it was copied from.
pg_forget_socket() {
    local socket
    socket=$(fact socket)
    if [[ $socket == /tmp/berth-?????? && $(fact clone) == "$ROOT" ]]; then as_pg rm -rf "$socket"; fi
}

# Only ever for the clusters of the tests and of the benchmarks.
pg_throw_away() {
    [[ $PG_NAME == test-pg || $PG_NAME == bench-pg || $PG_NAME == fault-pg ]] || die "refusing to delete the cluster $PG_NAME"
    pg_stop
    rm -rf "$PG_HOME" "${STATE:?}/$PG_NAME" "$PG_FACTS"
}

# A file of that user's, for that user only, from standard input.
# shellcheck disable=SC2016
pg_write() { as_pg sh -c 'umask 077 && cat >"$0"' "$1"; }

# ---- when it goes wrong

# shellcheck disable=SC2012
pg_newest_log() { ls -t "$PG_HOME"/log/*.log 2>/dev/null | head -n 1; }
pg_log_says() { tail -q -n 15 "$PG_HOME/log/start.log" "$(pg_newest_log)" 2>/dev/null | grep -qE "$1"; }

pg_last_words() {
    local newest
    newest=$(pg_newest_log)
    [[ -z $newest ]] || { tail -n 15 "$newest" && say "  (the end of $newest)"; } >&2
}

pg_die() {
    pg_last_words
    (($(free_mb "$PG_HOME") > 100)) || warn "The disk is full: $PG_HOME has $(free_mb "$PG_HOME") MB free."
    die "$1 (cluster $PG_HOME)."
}
