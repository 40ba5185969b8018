#!/bin/sh
# Measures replication beside an rsync daemon and Unison, and prints Markdown tables (also to
# system-tests/target/replication-bench.md). Progress goes to standard error.
#
#   system-tests/replication-bench.sh [RUNS] [OPTION …]
#
# Three repetitions are the default. As root both ends get network namespaces of their own, which
# the bench makes and removes; else loopback. Options:
#
#   -Dbench.only=1,2,7     only these workloads:
#                            1 first copy of 100,000 small files   2 nothing changed
#                            3 one of them edited                  4 a folder of 10,000 renamed
#                            5 1 % deleted                         6 first copy of 4 x 1 GiB
#                            7 1 MiB appended to 1 GiB             8 1 MiB inserted
#                            9 2,000 settings files: first copy, nothing changed, 1 % edited
#                           10 250,000 and 1,000,000 tiny files (only when asked for;
#                              SBS with a heap of 512 MB, rsync)
#   -Dbench.programs=sbs,rsync   of sbs, rsync, fsync (rsync --fsync), unison
#   -Dbench.scale=0.1      smaller trees, for a quick look
#   -Dbench.events=true    in 3, SBS notices the edit by itself
#   -Dbench.million.runs=1 repetitions of 10
#   -Dbench.million.heap=-Xmx110m   the heap in 10, with a scale of 0.2, say
#   -Dbench.loopback=true  loopback also as root
#   -Dbench.folder=DIR     where the trees are made: up to 45 GB; system-tests/target/tmp is the default
set -eu
cd "$(dirname -- "$0")/.."

for program in rsync unison; do
  if ! command -v "$program" >/dev/null; then
    echo "$program is not installed. On Debian: apt-get install rsync unison" >&2
    exit 1
  fi
done

runs=3
case ${1-} in
  '' | -*) ;;
  *)
    runs=$1
    shift
    ;;
esac
exec ./mvnw -q -B -pl system-tests -am -Dtest=ReplicationBench -Dsurefire.failIfNoSpecifiedTests=false \
  -Dbench.runs="$runs" "$@" verify
