#!/bin/sh
# Prepares Gradescope's image, once for each upload of the autograder. Installs only what is missing.
set -eu
root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
tool=$source/bin/tensorlings

# What run_autograder needs to know of what happens here.
environment=$source/environment
printf "export XDG_CACHE_HOME='%s'\n" "$source/cache" > "$environment"

if ! command -v cc > /dev/null || [ "$(cc -print-file-name=libc.a)" = libc.a ] || ! command -v curl > /dev/null; then
    apt-get update
    apt-get install -y --no-install-recommends ca-certificates curl gcc libc6-dev
fi

if ! command -v rustc > /dev/null; then
    export RUSTUP_HOME="$source/rustup" CARGO_HOME="$source/cargo"
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
        sh -s -- -y --no-modify-path --profile minimal --default-toolchain @RUST@
    {
        printf "export RUSTUP_HOME='%s' CARGO_HOME='%s'\n" "$RUSTUP_HOME" "$CARGO_HOME"
        printf 'export PATH="$CARGO_HOME/bin:$PATH"\n'
    } >> "$environment"
fi
. "$environment"

# The program of the machine that made this bundle may ask for a newer C library than there is here.
chmod 755 "$tool"
"$tool" --version || cargo install --locked --force --root "$source" tensorlings@@VERSION@

# Says what is missing, builds what every submission is linked with, and tries it all on unwritten functions.
"$tool" doctor @GLOBAL@
rm -rf "$source/trial"
"$tool" --quiet init "$source/trial" @GLOBAL@
code=0
"$tool" grade "$source/trial" @GLOBAL@ @GRADE@ || code=$?
[ "$code" = 1 ] || { echo "unwritten functions must not pass: exit code $code" >&2; exit 1; }
