package org.sbs.server.node;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Event;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.MailAccess;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.BulkCount;
import org.sbs.server.link.KeyNote;
import org.sbs.server.link.LinkEvents;
import org.sbs.server.link.PeerLink;

/** Turns what happens on the link into events of the node. */
final class LinkInbox implements LinkEvents {
  private final Links links;
  private final Poster poster;
  private final BiConsumer<PeerLink, BulkChannel> bulk;
  private final Consumer<MailAccess> mail;
  private final Keys keys;
  private final Way way;
  private final Set<Long> farewells = ConcurrentHashMap.newKeySet();

  /** Hears what the other end of a link tells of its pair keys, and that a link is closed. */
  interface Keys {
    void told(PeerLink link, Optional<KeyNote> note);

    void closed(PeerLink link);
  }

  /** Hears how far the bulk connection of a link is, and that a link is closed. */
  interface Way {
    void counted(PeerLink link, BulkCount mine, BulkCount theirs);

    void closed(PeerLink link);
  }

  /** Where events go. */
  interface Poster {
    void post(Event event);
  }

  LinkInbox(
      Links links,
      Poster poster,
      BiConsumer<PeerLink, BulkChannel> bulk,
      Consumer<MailAccess> mail,
      Keys keys,
      Way way) {
    this.links = links;
    this.poster = poster;
    this.bulk = bulk;
    this.mail = mail;
    this.keys = keys;
    this.way = way;
  }

  @Override
  public void optionsTold(PeerLink link, PairOptions options) {
    links.told(link, options);
  }

  @Override
  public void mailHanded(PeerLink link, MailAccess handed) {
    boolean agreed =
        links
            .find(link.id())
            .flatMap(Links.Known::options)
            .filter(options -> !options.mail().revision().isNone())
            .isPresent();
    // What was set on purpose was told already, and nothing else is to be kept.
    mail.accept(agreed ? MailAccess.NONE : handed);
  }

  @Override
  public void asked(PeerLink link, PeerView peer) {
    links.opened(link, peer);
    poster.post(new Event.PeerAsked(link.id(), peer));
  }

  @Override
  public void followAsked(PeerLink link) {
    links
        .find(link.id())
        .ifPresent(known -> poster.post(new Event.FollowAsked(link.id(), known.peer())));
  }

  @Override
  public void followAccepted(PeerLink link, long epoch, String bulkSession) {
    links.accepted(link, bulkSession);
    poster.post(new Event.FollowAccepted(link.id(), epoch));
  }

  @Override
  public void followRefused(PeerLink link, Reason why) {
    poster.post(new Event.FollowRefused(link.id(), why));
  }

  @Override
  public void keysTold(PeerLink link, Optional<KeyNote> note) {
    keys.told(link, note);
  }

  @Override
  public void heartbeat(PeerLink link, PeerView peer, long stampNanos, long echoNanos) {
    links.heard(link, peer);
    poster.post(new Event.Heard(link.id(), peer, stampNanos, echoNanos));
  }

  @Override
  public void bulkCounted(PeerLink link, BulkCount mine, BulkCount theirs) {
    way.counted(link, mine, theirs);
  }

  @Override
  public void switchoverWanted(PeerLink link) {
    poster.post(new Event.SwitchoverWanted(link.id()));
  }

  @Override
  public void switchoverRefused(PeerLink link, Reason why) {
    poster.post(new Event.SwitchoverRefused(link.id(), why));
  }

  @Override
  public void handOver(PeerLink link, long epoch) {
    poster.post(new Event.HandOverAsked(link.id(), epoch));
  }

  @Override
  public void handOverTaken(PeerLink link, long epoch) {
    poster.post(new Event.HandOverTaken(link.id(), epoch));
  }

  @Override
  public void goodbye(PeerLink link, Reason why) {
    // The link closes next, for the reason that the peer gave.
    farewells.add(link.id());
  }

  @Override
  public void closed(PeerLink link, Reason why) {
    links.closed(link);
    keys.closed(link);
    way.closed(link);
    poster.post(new Event.LinkClosed(link.id(), farewells.remove(link.id()), why));
  }

  @Override
  public void bulkOpened(PeerLink control, BulkChannel channel) {
    bulk.accept(control, channel);
  }
}
