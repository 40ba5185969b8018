package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Effect;
import org.sbs.core.role.Event;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.core.role.Phase;

/** A loop that is kept from running for a while, as on a busy machine. Its time is the test's. */
class NodeLoopPauseTest {
  private static final long MILLI = 1_000_000L;
  private static final String ME = StartingNode.ID;
  private static final String OTHER = "b".repeat(32);
  private static final long LINK = 7;

  private static final Effect.Visitor NO_EFFECTS =
      (Effect.Visitor)
          Proxy.newProxyInstance(
              Effect.Visitor.class.getClassLoader(),
              new Class<?>[] {Effect.Visitor.class},
              (proxy, method, arguments) -> null);

  private final AtomicLong clock = new AtomicLong(1_000_000 * MILLI);
  private final List<Event> handled = new CopyOnWriteArrayList<>();
  private final List<Phase> phases = new CopyOnWriteArrayList<>();
  private final CountDownLatch paused = new CountDownLatch(1);
  private final CountDownLatch awake = new CountDownLatch(1);
  private final CountDownLatch ticked = new CountDownLatch(1);

  private static NodeState following(long now) {
    DurableState durable = DurableState.fresh(ME).following(OTHER, 5);
    NodeState start = StartingNode.with(durable, now);
    return new NodeState(
        start.self(), durable, false, new Phase.Following(LINK, 5, now, 1), now, 0, start.watch());
  }

  private static Event heartbeat() {
    PeerView primary =
        new PeerView(
            OTHER,
            Mode.SYMMETRIC,
            AnnouncedRole.PRIMARY,
            5,
            Lineage.NONE.with(5, OTHER),
            true,
            3,
            Pause.NONE,
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN);
    return new Event.Heard(LINK, primary, 2, 0);
  }

  /** The loop stands still at the first event for so long, and hears a heartbeat meanwhile. */
  private NodeState afterPause(long millis) throws InterruptedException {
    NodeLoop.Observer observer =
        (before, event, step) -> {
          handled.add(event);
          phases.add(step.state().phase());
          if (event instanceof Event.ServiceDied) {
            paused.countDown();
            await(awake);
          }
          if (event instanceof Event.Tick) {
            ticked.countDown();
          }
        };
    try (NodeLoop loop =
        new NodeLoop(
            following(clock.get()),
            clock::get,
            observer,
            fault -> {
              throw new AssertionError(fault);
            })) {
      loop.post(new Event.ServiceDied(Reason.sentence("only to stand still there")));
      loop.start(NO_EFFECTS);
      assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();
      loop.post(heartbeat());
      clock.addAndGet(millis * MILLI);
      awake.countDown();
      assertThat(ticked.await(60, TimeUnit.SECONDS)).isTrue();
      return loop.state();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("R2.1 a heartbeat that waits to be handled is no silence, however late the loop is")
  void waitingHeartbeatIsNoSilence() throws InterruptedException {
    afterPause(180);
    assertThat(handled).element(1).isInstanceOf(Event.Heard.class);
    assertThat(phases).allMatch(phase -> phase instanceof Phase.Following);
  }

  @Test
  @DisplayName("R2.1 a loop that comes late tells the role machine how late")
  void latenessIsTold() throws InterruptedException {
    NodeState state = afterPause(110);
    assertThat(handled.stream().filter(Event.Tick.class::isInstance).findFirst())
        .isEqualTo(Optional.of(new Event.Tick(100 * MILLI)));
    assertThat(state.timing().silenceLimit()).isEqualTo(300 * MILLI);
  }
}
