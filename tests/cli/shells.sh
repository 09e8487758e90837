#!/bin/sh
# Completion in the shells themselves: bash, and zsh and fish where they are installed.
# usage: shells.sh PROGRAM PROJECTS
set -u
PATH=$(dirname "$1"):$PATH
project=$2/two
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir folder && touch forms.csv || exit 1
export PATH project HOME="$work" XDG_CONFIG_HOME="$work"

cat >wanted <<'LIST'
forecast
docs
en
forms.csv
folder
--dry-run
E203
LIST
# Each shell completes: a command, a series, a value, a file, a folder, an option, a code.
expect() {
    diff -u wanted got || {
        echo "shells.sh: $1 completes otherwise" >&2
        exit 1
    }
}

cat >bash.sh <<'SCRIPT'
. ./essor.bash
compopt() { :; }
try() {
    COMP_WORDS=(essor "$@")
    COMP_CWORD=$#
    _essor
    printf '%s\n' "${COMPREPLY[@]}"
}
complete -p essor >/dev/null || exit 1
try fore
try --project "$project" target d
try plot --lang e
try import fo | grep forms
try init fo
try import --dr
try explain E203
SCRIPT
essor completion bash >essor.bash
bash bash.sh >got || exit 1
expect bash

if command -v zsh >/dev/null; then
    cat >zsh.sh <<'SCRIPT'
compdef() { :; }
_files() { local all=("$words[CURRENT]"*); [[ $1 = -/ ]] && all=("$words[CURRENT]"*(/)); print -l -- $all }
_describe() { print -l -- ${found%%:*} }
. ./_essor
try() { words=(essor "$@"); CURRENT=$#words; _essor }
try fore
try --project "$project" target d
try plot --lang e
try import fo | grep forms
try init fo
try import --dr
try explain E203
SCRIPT
    essor completion zsh >_essor
    zsh -f zsh.sh >got || exit 1
    expect zsh
else
    echo "skipped: zsh is not installed"
fi

if command -v fish >/dev/null; then
    cat >fish.sh <<'SCRIPT'
source essor.fish
complete -C "essor fore"
complete -C "essor --project $project target d"
complete -C "essor plot --lang e"
complete -C "essor import fo" | grep forms
complete -C "essor init fo"
complete -C "essor import --dr"
complete -C "essor explain E203"
SCRIPT
    essor completion fish >essor.fish
    fish fish.sh >raw || exit 1
    sed 's/\t.*//; s,/$,,' raw >got
    expect fish
else
    echo "skipped: fish is not installed"
fi
