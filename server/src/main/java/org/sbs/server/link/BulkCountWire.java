package org.sbs.server.link;

/** How far a bulk connection is, in the words of the protocol. */
final class BulkCountWire {
  private BulkCountWire() {}

  static org.sbs.server.link.wire.BulkCount write(BulkCount count) {
    return org.sbs.server.link.wire.BulkCount.newBuilder()
        .setSent(count.sent())
        .setReceived(count.received())
        .setWaiting(count.waiting())
        .build();
  }

  static BulkCount read(org.sbs.server.link.wire.BulkCount wire) throws FrameException {
    return new BulkCount(
        PeerNumbers.atMost(Long.MAX_VALUE, "BulkCount.sent", wire.getSent()),
        PeerNumbers.atMost(Long.MAX_VALUE, "BulkCount.received", wire.getReceived()),
        wire.getWaiting());
  }
}
