# What the tests bring from the npm registry, as the lock files pin it: the OAuth 2.0 server that they sign in at with the
# Node that it needs (tests/oauth; Debian 12's own Node is too old), and Prism, which answers in place of the applications
# whose descriptions are in ../shared/openapi (tests/mocks). Sourced after common.sh and packages.sh.
# shellcheck shell=bash

# test_servers: installs both where they are not there yet; the tests start them themselves.
test_servers() {
    from_npm oauth "the OAuth server of the tests"
    from_npm mocks "the mock servers of the tests"
    export BERTH_TEST_OAUTH=$STATE/oauth/node_modules BERTH_TEST_MOCKS=$STATE/mocks/node_modules
}

# from_npm NAME WORDS: what tests/NAME/package-lock.json pins, in $STATE/NAME.
from_npm() {
    local source=$ROOT/tests/$1 folder=$STATE/$1 log=$STATE/npm-$1.log
    if cmp -s "$source/package-lock.json" "$folder/installed.json"; then return; fi
    say "Installing $2 from npm"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$source/package.json" "$source/package-lock.json" "$folder/"
    if ! attended npm ci --prefix "$folder" --no-audit --no-fund --ignore-scripts --loglevel error >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        die "npm could not install $2 (the lines above are from $log)."
    fi
    cp "$source/package-lock.json" "$folder/installed.json"
}
