#!/bin/sh
# Tries "never two primaries, never a lost edit": whole programs on hosts of a network that fails, with and
# without a witness, frozen, killed, switched over, paused.
#
#   system-tests/never-two.sh [TIMES [JVMS]]
#
# Each system test runs TIMES times in a row, 20 if not given, JVMS classes of them (2) at a time: they mostly wait. A
# link flaps for a minute each time. As root, with nftables, sshfs, openssh-sftp-server and etcd-server; without,
# the system tests concerned are skipped by name. Rows that begin with RESULT tell how often each system test ran and failed,
# and for how long two services ran where no witness forbids it. About five minutes each time on two cores that do
# nothing else. Builds what is missing; writes into target and temporary folders only.
set -eu
cd "$(dirname -- "$0")/.."
# The longest class begins first.
exec ./mvnw -q -B -pl system-tests -am -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest='PartitionSystemTest,DirectCableSystemTest,ReturnSystemTest,ModeSystemTest,CommandedRoleSystemTest,Witness*SystemTest' \
  -Dsurefire.runOrder=reversealphabetical -Dsystem-tests.jvms="${2:-2}" -Dnever-two.times="${1:-20}" -Dflap.seconds=60 verify
