#!/bin/sh
# Proves the scripts on a real Slurm of this machine: two nodes by name, a task killed and requeued, and the merged
# gradebook compared with that of a single run. Opt-in: it needs root, Debian's slurmctld, slurmd, slurm-client and
# munge, and starts daemons of its own in a folder of its own, on ports of its own.
#
#   TENSORLINGS=target/release/tensorlings deploy/slurm/try.sh
set -eu

here=$(dirname "$(realpath "$0")")
root=$(dirname "$(dirname "$here")")
TENSORLINGS=$(realpath "${TENSORLINGS:-$root/target/release/tensorlings}")
export TENSORLINGS
place=$(mktemp -d /tmp/tensorlings-slurm.XXXXXX)
chmod 755 "$place"
pids=
finish() {
	for pid in $pids; do kill "$pid" 2>/dev/null || true; done
	sleep 1
	rm -rf "$place"
}
trap finish EXIT INT TERM
say() { printf '\n== %s\n' "$*"; }

say "a key and its daemon"
mkdir -m 700 "$place/munge"
head -c 1024 /dev/urandom >"$place/munge/key"
chmod 400 "$place/munge/key"
chown -R munge: "$place/munge"
mkdir -m 755 "$place/socket"
chown munge: "$place/socket"
setpriv --reuid=munge --regid=munge --clear-groups munged --foreground --key-file="$place/munge/key" \
	--socket="$place/socket/munge" --pid-file="$place/socket/munged.pid" --log-file="$place/munge/log" \
	--seed-file="$place/munge/seed" &
pids="$! $pids"

say "a controller and two nodes on this machine"
host=$(hostname -s)
cat >"$place/slurm.conf" <<CONF
ClusterName=try
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
AuthType=auth/munge
AuthInfo=socket=$place/socket/munge
CredType=cred/munge
StateSaveLocation=$place/state
SlurmdSpoolDir=$place/spool-%n
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd-%n.pid
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=requeue_delay=1
MpiDefault=none
ReturnToService=2
MinJobAge=600
SlurmdParameters=config_overrides
KillWait=2
JobRequeue=1
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName=left NodeHostname=$host NodeAddr=127.0.0.1 Port=16818 CPUs=1 RealMemory=4096 State=UNKNOWN
NodeName=right NodeHostname=$host NodeAddr=127.0.0.1 Port=16819 CPUs=1 RealMemory=4096 State=UNKNOWN
PartitionName=all Nodes=left,right Default=YES MaxTime=INFINITE State=UP
CONF
mkdir "$place/state" "$place/spool-left" "$place/spool-right"
SLURM_CONF=$place/slurm.conf
export SLURM_CONF
attempt=0
until [ -S "$place/socket/munge" ]; do
	attempt=$((attempt + 1))
	[ "$attempt" -lt 100 ] || exit 1
	sleep 0.1
done
slurmctld -D -f "$SLURM_CONF" >"$place/slurmctld.out" 2>&1 &
pids="$! $pids"
for node in left right; do
	slurmd -D -N "$node" -f "$SLURM_CONF" >"$place/slurmd-$node.out" 2>&1 &
	pids="$! $pids"
done
attempt=0
until [ "$(sinfo --noheader --format=%T --nodes=left,right 2>/dev/null | sort -u)" = idle ]; do
	attempt=$((attempt + 1))
	if [ "$attempt" -gt 60 ]; then
		cat "$place"/*.out "$place"/*.log
		exit 1
	fi
	sleep 1
done
sinfo -N

say "a class"
python3 "$root/tests/gradebook/generate.py" "$place/class" "${COUNT:-48}"
# The kit is built before, once, as an administrator would.
"$TENSORLINGS" doctor | head -n 4

say "a single run"
mkdir "$place/out"
"$TENSORLINGS" gradebook run "$place/class" --out "$place/single" --seed-file "$place/out/seed" --cases 2

say "the same class as an array job, and a job that depends on it"
"$here/submit.sh" "$place/class" "$place/out" 4 --cases 2
job=$(squeue --noheader --format=%F --name=tensorlings-shard | sort -u)

say "a task is killed and requeued in the middle of its work"
attempt=0
until [ "$(find "$place/out/shards/1/judged" -name '*.json' 2>/dev/null | wc -l)" -ge 2 ]; do
	attempt=$((attempt + 1))
	[ "$attempt" -lt 600 ] || exit 1
	sleep 0.1
done
squeue
scontrol requeue "${job}_1"
before=$(find "$place/out/shards/1/judged" -name '*.json' | wc -l)
echo "task 1 had judged $before works when it was requeued; finished: $(grep -o '"finished": [a-z]*' "$place/out/shards/1/run.json")"
sleep 1
squeue

say "all jobs end"
attempt=0
while [ -n "$(squeue --noheader)" ]; do
	attempt=$((attempt + 1))
	[ "$attempt" -lt 900 ] || exit 1
	sleep 1
done
scontrol show job "${job}_1" | grep -o -E 'JobState=[A-Z]*|Restarts=[0-9]*|ExitCode=[0-9:]*|NodeList=[a-z]+$'
head -n 100 "$place"/out/logs/*.txt

say "the merged gradebook is that of the single run"
"$TENSORLINGS" gradebook diff "$place/single" "$place/out/gradebook"
cmp "$place/single/gradebook.jsonl" "$place/out/gradebook/gradebook.jsonl"
cmp "$place/single/gradebook.csv" "$place/out/gradebook/gradebook.csv"
wc -l "$place/out/gradebook/gradebook.csv"
echo "the same, byte for byte"
