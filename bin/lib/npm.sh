# The OAuth 2.0 server that the tests sign in at, and the Node that it needs, from the npm registry as
# tests/oauth/package-lock.json pins them: Debian 12's own Node is too old for it. Sourced after common.sh and packages.sh.
# shellcheck shell=bash

# oauth_server: installs it where it is not there yet; the tests start it themselves.
oauth_server() {
    local source=$ROOT/tests/oauth folder=$STATE/oauth log=$STATE/npm-oauth.log
    if ! cmp -s "$source/package-lock.json" "$folder/installed.json"; then
        say "Installing the OAuth server of the tests from npm"
        rm -rf "$folder"
        mkdir -p "$folder"
        cp "$source/package.json" "$source/package-lock.json" "$folder/"
        if ! attended npm ci --prefix "$folder" --no-audit --no-fund --ignore-scripts --loglevel error >"$log" 2>&1; then
            tail -n 15 "$log" >&2
            die "npm could not install the OAuth server of the tests (the lines above are from $log)."
        fi
        cp "$source/package-lock.json" "$folder/installed.json"
    fi
    export BERTH_TEST_OAUTH=$folder/node_modules
}
