package org.sbs.server.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.sbs.server.node.NodeControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages what changes, as server-sent events. While nobody listens nothing is done; while
 * nothing changes a page hears a sign of life now and then. Of too many pages the oldest is cut,
 * and one that does not read. Any thread.
 */
final class ConsoleEvents {
  static final int MOST_PAGES = 16;

  private static final long LOOK_MS = 500;

  /** In looks: after so many without news a page hears that the node is there. */
  private static final int QUIET_LOOKS = 10;

  /** In looks: a page that has not taken what was sent by then is cut. */
  private static final int MOST_BUSY_LOOKS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleEvents.class);

  private final NodeControl control;
  private final Scheduler scheduler;

  // Guarded by this.
  private final List<Page> pages = new ArrayList<>();
  private boolean looking;

  ConsoleEvents(NodeControl control, Scheduler scheduler) {
    this.control = control;
    this.scheduler = scheduler;
  }

  private static final class Page {
    private final Exchange exchange;
    private final ConsoleJson texts;
    private final BooleanSupplier allowed;
    private String last = "";
    private int quiet;
    private int busyLooks;
    private volatile boolean busy;
    private volatile boolean gone;

    Page(Exchange exchange, ConsoleJson texts, BooleanSupplier allowed) {
      this.exchange = exchange;
      this.texts = texts;
      this.allowed = allowed;
    }

    void send(String text) {
      busy = true;
      exchange.stream(text, Callback.from(() -> busy = false, failure -> gone = true));
    }

    void cut() {
      gone = true;
      exchange.cut();
    }
  }

  /** Sends what the node is to that page, now and whenever it changes. */
  void join(Exchange exchange, ConsoleJson texts, BooleanSupplier allowed) {
    exchange.beginStream("text/event-stream");
    Page oldest = null;
    synchronized (this) {
      pages.add(new Page(exchange, texts, allowed));
      if (pages.size() > MOST_PAGES) {
        oldest = pages.remove(0);
      }
      if (!looking) {
        looking = true;
        scheduler.schedule(this::look, 0, TimeUnit.MILLISECONDS);
      }
    }
    if (oldest != null) {
      oldest.cut();
    }
  }

  private synchronized void look() {
    Map<String, String> views = new HashMap<>();
    for (Page page : pages) {
      try {
        tell(page, views);
      } catch (RuntimeException e) {
        // Its browser comes again. What failed for one page must not silence the others.
        LOG.warn("A page of the console is cut, because the node could not be shown", e);
        page.cut();
      }
    }
    pages.removeIf(page -> page.gone);
    looking = !pages.isEmpty();
    if (looking) {
      scheduler.schedule(this::look, LOOK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void tell(Page page, Map<String, String> views) {
    if (!page.allowed.getAsBoolean()) {
      page.cut();
    } else if (page.busy) {
      page.busyLooks++;
      if (page.busyLooks > MOST_BUSY_LOOKS) {
        page.cut();
      }
    } else {
      page.busyLooks = 0;
      String view =
          views.computeIfAbsent(page.texts.language(), language -> page.texts.view(control));
      page.quiet++;
      if (!view.equals(page.last)) {
        page.last = view;
        page.quiet = 0;
        page.send("data: " + view + "\n\n");
      } else if (page.quiet >= QUIET_LOOKS) {
        page.quiet = 0;
        page.send("event: alive\ndata: {}\n\n");
      }
    }
  }
}
