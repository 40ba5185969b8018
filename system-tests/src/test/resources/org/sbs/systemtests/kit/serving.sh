#!/bin/bash
# What "service.sh run" is, and besides tells in the file BEATS every 20 ms that it serves: its
# process number and the machine's uptime in hundredths of a second.
#
#   serving.sh STATE SETTINGS NODE JOURNAL BEATS
set -u
state=$1 node=$3 journal=$4 beats=$5

beat() {
  read -r up _ </proc/uptime
  printf '%s %s\n' "$$" "${up/./}" >>"$beats"
}

# Starts no program: on a busy machine the line would come long after what it tells.
note() {
  local micros=${EPOCHREALTIME//[.,]/}
  printf '%s %s %s %s\n' "${micros%???}" "$node" "$1" "$$" >>"$journal"
}

finish() {
  beat
  note stop
  rm -f "$state/running"
  exit 0
}

trap finish TERM
beat
note start
rm -rf "$state/active"
mkdir -p "$state/active"
[ -e "$state/own" ] && while IFS= read -r name; do : >"$state/active/$name"; done <"$state/own"
echo $$ >"$state/running.new"
mv "$state/running.new" "$state/running"

# The end of standard input means that SBS is gone; a time-out is more than 128.
while read -r -t 0.02 _ || (($? > 128)); do
  beat
done
finish
