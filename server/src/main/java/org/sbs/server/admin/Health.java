package org.sbs.server.admin;

import org.sbs.view.status.NodeStatus;

/**
 * Whether a node does its part now: a primary whose service runs, or a secondary that is connected.
 * Whether the other node could take over is a matter of readiness, and said beside it.
 *
 * @param healthy answered as HTTP status 200, else 503
 * @param json the answer
 */
record Health(boolean healthy, String json) {
  static Health of(NodeStatus status) {
    boolean healthy =
        switch (status.role()) {
          case "primary" -> status.service().running();
          case "secondary" -> status.peer().connected();
          default -> false;
        };
    return new Health(
        healthy,
        JsonWriting.write(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("healthy", healthy);
              json.writeStringField("role", status.role());
              json.writeBooleanField("ready", status.readiness().ready());
              json.writeEndObject();
            }));
  }
}
