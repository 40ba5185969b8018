#!/bin/sh
# Measures a takeover after kill -9 and the start of the programs, and prints Markdown tables.
#
#   system-tests/takeover-bench.sh [RUNS]
#
# Ten runs are the default. Builds what is missing; writes into target folders only.
set -eu
cd "$(dirname -- "$0")/.."
exec ./mvnw -q -B -pl system-tests -am -Dtest=TakeoverBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dbench.runs="${1:-10}" verify
