#!/bin/sh
# Measures takeovers of SBS beside keepalived, and prints a Markdown table (also to
# system-tests/target/failover-bench.md). Progress goes to standard error.
#
#   system-tests/failover-bench.sh [RUNS]
#
# Five runs are the default. Needs root, for the network namespaces that it makes and removes.
set -eu
cd "$(dirname -- "$0")/.."

if [ "$(id -u)" != 0 ]; then
  echo "This bench makes network namespaces: run it as root." >&2
  exit 1
fi
if ! command -v keepalived >/dev/null; then
  echo "keepalived is not installed. On Debian: apt-get install keepalived" >&2
  exit 1
fi
exec ./mvnw -q -B -pl system-tests -am -Dtest=FailoverBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dbench.runs="${1:-5}" verify
