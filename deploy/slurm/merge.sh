#!/bin/sh
#SBATCH --job-name=tensorlings-merge
# Merges the shards of a class, once all are judged: see submit.sh.
set -eu

exec "${TENSORLINGS:-tensorlings}" gradebook merge "$1"/shards/* --out "$1/gradebook"
