#!/bin/sh
# Runs a transcript: each line "$ COMMAND" is run by sh in a folder of its own, with essor
# on the path and $PROJECTS naming tests/cli/projects. What follows it in the transcript
# must be its output, then its error stream with "2> " before each line, then "= N" unless
# it ended with 0. Remarks (# first) are free.
# usage: run.sh PROGRAM TRANSCRIPT; with UPDATE=1 the transcript is written anew.
set -u
program=$1
transcript=$2
case $transcript in /*) ;; *) transcript=$PWD/$transcript ;; esac
PROJECTS=$(dirname "$transcript")/projects
export PROJECTS
PATH=$(dirname "$program"):$PATH
LC_ALL=C
export PATH LC_ALL
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
XDG_CONFIG_HOME=$work # no settings of whoever runs the tests
export XDG_CONFIG_HOME
unset ESSOR_PROJECT ESSOR_COLOR ESSOR_JOBS ESSOR_AS_OF ESSOR_LANG
mkdir "$work/here" || exit 1
cd "$work/here" || exit 1

while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '$ '*)
        printf '%s\n' "$line"
        sh -c "${line#??}" >"$work/out" 2>"$work/err" </dev/null
        status=$?
        cat "$work/out"
        sed 's/^/2> /' "$work/err"
        [ $status -eq 0 ] || echo "= $status"
        ;;
    '# '*) printf '%s\n' "$line" ;;
    esac
done <"$transcript" >"$work/actual"

if [ "${UPDATE:-0}" = 1 ]; then
    cp "$work/actual" "$transcript"
fi
diff -u "$transcript" "$work/actual"
