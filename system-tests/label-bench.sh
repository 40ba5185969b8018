#!/bin/sh
# Measures the Label Print Manager, and prints a Markdown table.
#
#   system-tests/label-bench.sh [PART ...]
#
# PART is one of: files, rows, million, sentinels, list. All of them are the default. Runs ./lpm, which builds itself
# when it must; everything else lies in a temp folder ($TMPDIR) that is removed.
set -eu
cd "$(dirname -- "$0")/.."
./lpm --version >/dev/null
exec java -XX:+UseSerialGC -cp label-manager/target/lpm.jar system-tests/src/bench/LabelBench.java "$@"
