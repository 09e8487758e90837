#!/usr/bin/env bash
# Runs the Slurm recipe of docs/ci.md on a cluster of this one machine, which it starts and
# ends, and compares with a build in one piece. As root, with slurm-wlm and munge installed.
#   slurm.sh ESSOR PROJECT
set -euo pipefail
essor=$(realpath "$1") project=$(realpath "$2")
source=$(realpath "$(dirname "$0")/../..")
export PATH="$(dirname "$essor"):/usr/sbin:$PATH"
work=$(mktemp -d)
chmod 755 "$work"
stop() {
    scontrol shutdown >/dev/null 2>&1 || true
    sleep 1
    for pid in "$work"/*.pid; do
        [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap stop EXIT

# The cluster: one machine, its processors, everything in one folder.
export SLURM_CONF=$work/slurm.conf
cat >"$SLURM_CONF" <<CONF
ClusterName=essor
SlurmctldHost=$(hostname -s)
SlurmUser=root
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
CONF
mkdir "$work/state" "$work/spool"
head -c 1024 /dev/urandom >"$work/munge.key"
chmod 600 "$work/munge.key"
munged --force --socket="$work/munge.socket" --key-file="$work/munge.key" \
    --pid-file="$work/munged.pid" --log-file="$work/munged.log" --seed-file="$work/munge.seed" \
    2>/dev/null
slurmctld
slurmd
for turn in $(seq 30); do
    sinfo -h -o %T 2>/dev/null | grep -q idle && break
    [ "$turn" -lt 30 ] || { cat "$work"/*.log >&2; exit 1; }
    sleep 1
done

recipe() {
    awk -v name="\`$1\`:" 'index($0, name) { on = 1 } on && /^```/ { n++; next }
        on && n == 1 { print } n == 2 { exit }' "$source/docs/ci.md"
}
seconds() {
    local begin=$EPOCHREALTIME
    "$@"
    awk -v b="$begin" -v e="$EPOCHREALTIME" 'BEGIN { printf "%.1f", e - b }'
}
quiet() {
    "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; exit 1; }
}
for name in whole parts; do
    mkdir "$work/$name"
    cp "$project"/{essor.ini,figures.csv,targets.csv} "$work/$name"
done
echo "in one piece: $(seconds quiet essor build "$work/whole") s"
cd "$work/parts"
recipe essor.slurm >essor.slurm
recipe submit.sh >submit.sh
echo "as a job array: $(seconds quiet sh -e submit.sh) s"
cat slurm-*.out
diff -r "$work/whole/out" "$work/parts/out"
echo "the same bytes"
