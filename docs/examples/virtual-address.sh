#!/bin/sh
# Lets an IPv4 address move with the role: hooks of SBS, see docs/HOOKS.md.
#
#   virtual-address.sh up|down ADDRESS/PREFIX DEVICE
#
# Needs the right to set addresses (root, or CAP_NET_ADMIN and CAP_NET_RAW), ip from iproute2 and
# arping from iputils-arping. Both directions may be repeated: SBS runs "down" at each of its starts.
set -eu
action=$1 address=$2 device=$3

case $action in
  up)
    ip address replace "$address" dev "$device"
    # Whoever talked to the other node remembers its hardware address. Tell them all, twice: a
    # packet may be lost, and some heed only the one kind.
    arping -q -U -c 1 -I "$device" "${address%/*}"
    arping -q -A -c 1 -I "$device" "${address%/*}"
    ;;
  down)
    if ip -o address show dev "$device" | grep -qF " $address "; then
      ip address del "$address" dev "$device"
    fi
    ;;
  *)
    echo "virtual-address.sh: say up or down, not '$action'" >&2
    exit 2
    ;;
esac
echo "$address is $action on $device of this node (${SBS_REASON:-by hand}, epoch ${SBS_EPOCH:-?})"
