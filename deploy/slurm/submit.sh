#!/bin/sh
# Grades a class on a Slurm cluster: an array job judges the shards, a job that depends on it merges them.
#
#   deploy/slurm/submit.sh SUBMISSIONS OUT [SHARDS] [OPTION…]
#
# Both folders lie on a disk that all nodes share. Options go to `tensorlings gradebook run`: --cases, --roster, ….
# Whatever node a shard lands on, and however often it is requeued, the merged gradebook is that of a single run.
# TENSORLINGS names the program, SBATCH_OPTIONS what else `sbatch` needs (--partition, --account, …).
set -eu

usage="usage: $0 SUBMISSIONS OUT [SHARDS] [OPTION…]"
submissions=$(realpath "${1:?$usage}")
mkdir -p "${2:?$usage}"
out=$(realpath "$2")
shift 2
shards=8
case "${1:-}" in
'' | -*) ;;
*) shards=$1 && shift ;;
esac
here=$(dirname "$(realpath "$0")")
mkdir -p "$out/logs" "$out/shards"

# shellcheck disable=SC2086 # The options are words.
array=$(sbatch --parsable ${SBATCH_OPTIONS:-} --array="1-$shards" --requeue --output="$out/logs/shard-%a.txt" \
	--open-mode=append "$here/shard.sh" "$submissions" "$out" "$shards" "$@")
# shellcheck disable=SC2086
merge=$(sbatch --parsable ${SBATCH_OPTIONS:-} --dependency="afterok:$array" --output="$out/logs/merge.txt" \
	"$here/merge.sh" "$out")
echo "array job $array grades, job $merge merges into $out/gradebook"
