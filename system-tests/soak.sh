#!/bin/sh
# A healthy pair on a busy machine: no role may change.
#
#   system-tests/soak.sh [SECONDS [BUSY]]
#
# Runs for SECONDS (3600) beside BUSY (20) processes of normal priority that compute all the time, edits a file again
# and again, and waits until it arrives. Prints a row that begins with RESULT. Builds what is missing.
set -eu
cd "$(dirname -- "$0")/.."
exec ./mvnw -q -B -pl system-tests -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=SoakSystemTest \
  -Dsoak.seconds="${1:-3600}" -Dsoak.busy="${2:-20}" verify
