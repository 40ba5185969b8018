package org.sbs.server.link;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.MailAccess;
import org.sbs.server.link.wire.FollowRefused;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Goodbye;
import org.sbs.server.link.wire.Heartbeat;
import org.sbs.server.link.wire.View;

/** What a message from the peer means to this node, once its content is checked. */
final class Incoming {
  private static final Pattern SESSION = Pattern.compile("[0-9a-f]{32}");

  private Incoming() {}

  /**
   * The event that a message is.
   *
   * @param known what this node knows of the pair's numbers
   * @throws FrameException when its content is impossible
   */
  static Consumer<LinkEvents> read(Frame frame, ControlLink link, Known known)
      throws FrameException {
    return switch (frame.getBodyCase()) {
      case FOLLOW -> {
        Optional<PairOptions> options =
            frame.getFollow().hasOptions()
                ? Optional.of(OptionsWire.read(frame.getFollow().getOptions()))
                : Optional.empty();
        yield events -> {
          options.ifPresent(told -> events.optionsTold(link, told));
          events.followAsked(link);
        };
      }
      case FOLLOW_ACCEPTED -> {
        long epoch = epoch("FollowAccepted.epoch", frame.getFollowAccepted().getEpoch(), known);
        String session = frame.getFollowAccepted().getBulkSession();
        if (!SESSION.matcher(session).matches()) {
          throw new FrameException("a malformed FollowAccepted.bulk_session");
        }
        Optional<MailAccess> mail = MailWire.read(frame.getFollowAccepted());
        Optional<PairOptions> options =
            frame.getFollowAccepted().hasOptions()
                ? Optional.of(OptionsWire.read(frame.getFollowAccepted().getOptions()))
                : Optional.empty();
        yield events -> {
          options.ifPresent(told -> events.optionsTold(link, told));
          mail.ifPresent(handed -> events.mailHanded(link, handed));
          events.followAccepted(link, epoch, session);
        };
      }
      case FOLLOW_REFUSED -> {
        Reason why = lastWords(frame);
        yield events -> events.followRefused(link, why);
      }
      case HEARTBEAT -> {
        Heartbeat beat = frame.getHeartbeat();
        PeerView peer = samePeer(beat.getView(), link, known);
        if (beat.hasNotSwapped()) {
          Reason why = WireReasons.read(beat.getNotSwapped());
          yield events -> events.switchoverRefused(link, why);
        }
        Optional<KeyNote> keys =
            beat.hasKeys() ? Optional.of(KeyWire.read(beat.getKeys())) : Optional.empty();
        Optional<BulkCount> bulk =
            beat.hasBulk() ? Optional.of(BulkCountWire.read(beat.getBulk())) : Optional.empty();
        yield events -> {
          events.keysTold(link, keys);
          bulk.ifPresent(
              theirs -> link.bulkCount().ifPresent(mine -> events.bulkCounted(link, mine, theirs)));
          events.heartbeat(link, peer, beat.getStampNanos(), beat.getEchoNanos());
        };
      }
      case SWITCHOVER_WANTED -> events -> events.switchoverWanted(link);
      case HAND_OVER -> {
        long epoch = epoch("HandOver.epoch", frame.getHandOver().getEpoch(), known);
        yield events -> events.handOver(link, epoch);
      }
      case HAND_OVER_TAKEN -> {
        long epoch = epoch("HandOverTaken.epoch", frame.getHandOverTaken().getEpoch(), known);
        yield events -> events.handOverTaken(link, epoch);
      }
      case GOODBYE -> {
        Reason why = lastWords(frame);
        yield events -> events.goodbye(link, why);
      }
      default -> throw new FrameException("the message " + frame.getBodyCase());
    };
  }

  /**
   * The reason in a message that ends the link; the sentence where the peer tells no code, or one
   * that this version does not know.
   */
  static Reason lastWords(Frame frame) {
    FollowRefused refused = frame.getFollowRefused();
    Goodbye goodbye = frame.getGoodbye();
    boolean coded = frame.hasGoodbye() ? goodbye.hasWhy() : refused.hasWhy();
    Optional<Reason> why =
        coded
            ? WireReasons.known(frame.hasGoodbye() ? goodbye.getWhy() : refused.getWhy())
            : Optional.empty();
    return why.orElseGet(
        () ->
            Reason.sentence(
                PeerText.clean(frame.hasGoodbye() ? goodbye.getReason() : refused.getReason())));
  }

  private static long epoch(String field, long value, Known known) throws FrameException {
    return PeerNumbers.count(Bound.EPOCH, field, value, known.epoch());
  }

  private static PeerView samePeer(View view, ControlLink link, Known known) throws FrameException {
    PeerView peer = NodeViewCodec.read(view, known);
    if (!peer.nodeId().equals(link.peerId())) {
      throw new FrameException("a heartbeat of another node than the one that greeted");
    }
    return peer;
  }
}
