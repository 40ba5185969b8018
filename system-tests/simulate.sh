#!/bin/sh
# Runs the simulation of the roles in several processes of one thread each, side by side.
#
#   system-tests/simulate.sh [PROCESSES [RUNS [FIRST]]]
#
# Each process runs RUNS schedules (1,000,000 by default, in two processes) with seeds of its own, and says every
# half minute how far it is. A seed that fails is printed with its story, and the script ends with 1.
set -eu
cd "$(dirname -- "$0")/.."
processes=${1:-2}
runs=${2:-1000000}
first=${3:-$(date +%s)000000}
./mvnw -q -B -pl core -DskipTests test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/simulation.classpath -Dmdep.includeScope=test
path="core/target/test-classes:core/target/classes:$(cat core/target/simulation.classpath)"
pids=
trap 'kill $pids 2>/dev/null || true' INT TERM
i=0
while [ "$i" -lt "$processes" ]; do
  java -Xmx256m -Xmn8m -XX:+UseSerialGC -cp "$path" org.sbs.core.sim.SimulationRun \
    --first $((first + i * runs)) --runs "$runs" &
  pids="$pids $!"
  i=$((i + 1))
done
code=0
for pid in $pids; do
  wait "$pid" || code=1
done
exit "$code"
