# What the tests of the command line share. Sourced by each; `TENON` is the executable to test.
set -uo pipefail
: "${TENON:?set TENON to the executable to test}"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
ln -s "$root/examples" examples
unset NO_COLOR COLUMNS

fail() {
    echo "$*" >&2
    echo "--- standard output" >&2
    head -c 2000 "$work/.out" >&2
    echo "--- standard error" >&2
    head -c 2000 "$work/.err" >&2
    exit 1
}

# expect STATUS COMMAND…: runs it; its output is in .out and .err.
expect() {
    local wanted=$1 status=0
    shift
    timeout 60 "$@" >.out 2>.err || status=$?
    keep_printed "$*"
    ((status == wanted)) || fail "exit status $status instead of $wanted: $*"
}

# keep_printed COMMAND: keeps what is in .out and .err for the inventory of diagnostics, behind a line that tells unlike
# commands apart: without numbers.
keep_printed() {
    [[ -n ${PRINTED_FOLDER:-} ]] || return 0
    local file
    file=$(mktemp "$PRINTED_FOLDER/$(basename "$0").XXXXXX")
    {
        echo "${1//[0-9]/}" | tr -d '\n'
        echo
        cat .err .out
    } >"$file"
}

output_is() { [[ $(<.out) == "$1" ]] || fail "standard output is not: $1"; }
output_has() { grep -qF -- "$1" .out || fail "standard output does not contain: $1"; }
# Sentences may be broken into lines.
errors_have() { tr -s ' \n' ' ' <.err | grep -qF -- "$1" || fail "standard error does not contain: $1"; }
no_errors() { [[ ! -s .err ]] || fail "there is something on standard error"; }
