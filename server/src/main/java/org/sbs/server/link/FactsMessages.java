package org.sbs.server.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Queue;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Why;
import org.sbs.view.text.ReasonText;

/** Between what a node found out, on the wire and in the core. */
final class FactsMessages {
  private static final int MOST_QUEUES = 200;
  private static final int MOST_PROBES = 600;

  /** So much of the message is for codes; where it is full, the texts beside them say the same. */
  private static final int MOST_CODE_BYTES = 128 << 10;

  private static final ReasonText ENGLISH = ReasonText.english();

  /** The end of the year 9999. */
  static final long LATEST_MILLIS = 253_402_300_799_999L;

  private FactsMessages() {}

  /** What is too much for the message is cut; what is wrong goes before what is fine. */
  static Frame write(Facts facts, long wallMillis) {
    var message =
        org.sbs.server.link.wire.Facts.newBuilder()
            .setNodeId(facts.nodeId())
            .setHost(cut(facts.host()))
            .setVersion(cut(facts.version()))
            .setSystem(cut(facts.system()))
            .setAccount(cut(facts.account()))
            .setAdapter(cut(facts.service().adapter()))
            .setServiceVersion(cut(facts.service().version()))
            .setSettingsFolder(cut(facts.service().settingsFolder()))
            .setWitness(cut(facts.witness()))
            .setLicenceIssuer(cut(facts.licence().issuer()))
            .setLicenceKind(cut(facts.licence().kind()))
            .setQueuesKnown(facts.queues().isPresent())
            .setWallMillis(wallMillis);
    facts.queues().orElse(List.of()).stream()
        .limit(MOST_QUEUES)
        .forEach(
            queue ->
                message.addQueue(
                    org.sbs.server.link.wire.Queue.newBuilder()
                        .setName(cut(queue.name()))
                        .setDriver(cut(queue.driver()))));
    List<Probe> worstFirst =
        facts.probes().stream()
            .sorted((one, other) -> Boolean.compare(one.fine(), other.fine()))
            .limit(MOST_PROBES)
            .toList();
    write(worstFirst, message);
    return Frame.newBuilder().setFacts(message).build();
  }

  private static void write(List<Probe> probes, org.sbs.server.link.wire.Facts.Builder message) {
    int codes = 0;
    for (Probe probe : probes) {
      var one =
          org.sbs.server.link.wire.Probe.newBuilder()
              .setTopic(probe.topic().word())
              .setSubject(cut(probe.subject()))
              .setFine(probe.fine())
              .setDetail(cut(ENGLISH.say(probe.why())));
      Optional<Why> why = probe.fine() ? Optional.empty() : WireReasons.coded(probe.why());
      int size = why.map(Why::getSerializedSize).orElse(0);
      if (codes + size <= MOST_CODE_BYTES) {
        codes += size;
        why.ifPresent(one::setWhy);
      }
      message.addProbe(one);
    }
  }

  private static String cut(String text) {
    return PeerText.clean(text);
  }

  /**
   * Reads what a peer told.
   *
   * @throws FrameException when it is something else
   */
  static FactsAnswer read(Frame frame) throws FrameException {
    if (!frame.hasFacts()) {
      throw new FrameException("the message " + frame.getBodyCase() + " instead of facts");
    }
    var message = frame.getFacts();
    if (message.getQueueCount() > MOST_QUEUES || message.getProbeCount() > MOST_PROBES) {
      throw new FrameException("more facts than there can be");
    }
    long wallMillis =
        PeerNumbers.atMost(LATEST_MILLIS, "Facts.wall_millis", message.getWallMillis());
    Facts facts =
        new Facts(
            cut(message.getNodeId()),
            cut(message.getHost()),
            cut(message.getVersion()),
            cut(message.getSystem()),
            cut(message.getAccount()),
            new Facts.Service(
                cut(message.getAdapter()),
                cut(message.getServiceVersion()),
                cut(message.getSettingsFolder())),
            cut(message.getWitness()),
            new Facts.Licence(cut(message.getLicenceIssuer()), cut(message.getLicenceKind())),
            message.getQueuesKnown() ? Optional.of(queues(message)) : Optional.empty(),
            probes(message));
    return new FactsAnswer(Optional.of(facts), wallMillis, Reason.NONE, false);
  }

  private static List<Queue> queues(org.sbs.server.link.wire.Facts message) {
    return message.getQueueList().stream()
        .map(queue -> new Queue(cut(queue.getName()), cut(queue.getDriver())))
        .toList();
  }

  private static List<Probe> probes(org.sbs.server.link.wire.Facts message) {
    List<Probe> probes = new ArrayList<>();
    for (var probe : message.getProbeList()) {
      Optional<Topic> topic = Topic.find(probe.getTopic());
      topic.ifPresent(
          known ->
              probes.add(new Probe(known, cut(probe.getSubject()), probe.getFine(), why(probe))));
    }
    return probes;
  }

  /** An older peer has sentences alone, and a newer one codes that this version does not know. */
  private static Reason why(org.sbs.server.link.wire.Probe probe) {
    Optional<Reason> coded = probe.hasWhy() ? WireReasons.known(probe.getWhy()) : Optional.empty();
    return coded.orElseGet(() -> Reason.sentence(cut(probe.getDetail())));
  }
}
