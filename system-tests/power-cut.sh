#!/bin/sh
# Long series of faults of a real pair; each prints rows that begin with RESULT.
#
#   system-tests/power-cut.sh [CUTS]          cuts the power of the secondary's disk: ext4 and xfs, with the
#                                       journal flushed and lost; CUTS in all, 100 if not given
#   system-tests/power-cut.sh kill [KILLS]    kill -9 of the secondary, 50 times if not given
#   system-tests/power-cut.sh torn [SECONDS]  files that change while they are read, 60 s if not given
#
# Strikes come at random instants of cycles. After each the secondary must have exactly one committed
# generation of files: the last acknowledged ("old set") or the one in flight ("new set"). Power cuts
# need root, xfsprogs and e2fsprogs. A failure prints its seed; repeat it with MAVEN_ARGS=-Dcuts.seed=N.
# About 4 s a cut on a quiet machine of two cores. Builds what is missing; writes into target and
# temporary folders only.
set -eu
cd "$(dirname -- "$0")/.."

case ${1:-100} in
  kill) class=KilledSecondarySystemTest count=-Dcuts="${2:-50}" ;;
  torn) class=TornFilesSystemTest count=-Dtorn.seconds="${2:-60}" ;;
  *) class=PowerCutSystemTest count=-Dcuts="$(((${1:-100} + 3) / 4))" ;;
esac
exec ./mvnw -q -B -pl system-tests -am -Dtest="$class" -Dsurefire.failIfNoSpecifiedTests=false "$count" \
  verify
