#!/bin/bash
# A protected service in miniature, for the adapter "command".
#
#   service.sh VERB STATE SETTINGS NODE JOURNAL
#
# Its sentinels are the files NAME.sentinel in the folder SETTINGS. In the folder STATE it keeps
# "running" with its process number while it runs, a file in "active" for each active sentinel, and
# a line in "activated" for each name that it was ever told to activate. Those that its file "own"
# names, one a line, it activates by itself when it starts. Each start and stop is a line in the
# file JOURNAL, which both nodes share: what comes first there, happened first.
set -eu
verb=$1 state=$2 settings=$3 node=$4 journal=$5

# Starts no program: on a busy machine the line would come long after what it tells.
note() {
  local micros=${EPOCHREALTIME//[.,]/}
  printf '%s %s %s %s\n' "${micros%???}" "$node" "$1" "$$" >>"$journal"
}

serve() {
  rm -rf "$state/active"
  mkdir -p "$state/active"
  [ -e "$state/own" ] && while IFS= read -r name; do : >"$state/active/$name"; done <"$state/own"
  note start
  echo $$ >"$state/running.new"
  mv "$state/running.new" "$state/running"
}

finish() {
  note stop
  rm -f "$state/running"
  exit 0
}

# Serves until SIGTERM or the end of the child $1.
until_end_of() {
  child=$1
  trap 'kill "$child" 2>/dev/null || :; finish' TERM
  wait "$child" || :
  finish
}

must_run() {
  if ! [ -e "$state/running" ]; then
    echo "the service does not run" >&2
    exit 1
  fi
}

case $verb in
  run) # in the foreground; the end of standard input means that SBS is gone
    serve
    exec 3<&0
    cat <&3 >/dev/null &
    until_end_of $!
    ;;
  daemon)
    serve
    tail -f /dev/null &
    until_end_of $!
    ;;
  start)
    nohup bash "$0" daemon "$state" "$settings" "$node" "$journal" </dev/null >/dev/null 2>&1 &
    ;;
  stop) kill "$(cat "$state/running")" ;;
  running) [ -e "$state/running" ] ;;
  list)
    must_run
    for file in "$settings"/*.sentinel; do
      [ -e "$file" ] || continue
      name=$(basename "$file" .sentinel)
      if [ -e "$state/active/$name" ]; then
        printf '%s\tactive\t\n' "$name"
      else
        printf '%s\tinactive\t\n' "$name"
      fi
    done
    ;;
  activate)
    must_run
    while IFS= read -r name; do
      : >"$state/active/$name"
      printf '%s\n' "$name" >>"$state/activated"
    done
    ;;
esac
