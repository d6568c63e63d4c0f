#!/bin/sh
# Grades what was handed in. Gradescope reads the result from results/results.json; what is printed here, only
# instructors see.
set -u
root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
results=$root/results/results.json
. "$source/environment"

mkdir -p "$root/results"
rm -f "$results"
complaint=$(mktemp)
"$source/bin/tensorlings" grade "$root/submission" --quiet --report gradescope="$results" @GLOBAL@ @GRADE@ 2> "$complaint"
code=$?
cat "$complaint" >&2
case $code in
    # All passed, or not all: the result is written.
    0 | 1) code=0 ;;
    # There is nothing to grade in what was handed in: the student is told why.
    2)
        reason=$(tail -n 1 "$complaint" | sed -e 's/^tensorlings: //' -e 's/[\\"]/\\&/g' | tr '\t' ' ')
        printf '{"score":0,"output":"%s","output_format":"text"}\n' "$reason" > "$results"
        code=0
        ;;
    # Otherwise the tool has failed, which is no zero: without a result, Gradescope reports it to the instructors.
esac
rm -f "$complaint"
exit "$code"
