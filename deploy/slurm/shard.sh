#!/bin/sh
#SBATCH --job-name=tensorlings-shard
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=2G
# One shard of a class: see submit.sh. Judged work stays in the shard's folder, so that a requeued task goes on.
set -eu

submissions=$1 out=$2 shards=$3
shift 3
exec "${TENSORLINGS:-tensorlings}" gradebook run "$submissions" --out "$out/shards/$SLURM_ARRAY_TASK_ID" \
	--shard "$SLURM_ARRAY_TASK_ID/$shards" --seed-file "$out/seed" --jobs "${SLURM_CPUS_PER_TASK:-1}" "$@"
