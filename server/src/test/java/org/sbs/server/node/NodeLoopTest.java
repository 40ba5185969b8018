package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;

/** The loop: what is wrong with it must end the node, and its clock must notice a sleep. */
class NodeLoopTest {
  private static final NodeState STATE = StartingNode.fresh(System.nanoTime());

  @Test
  @DisplayName(
      "R11.3 an error in the loop reaches the fault handler, and nothing is decided after it")
  void errorsEndTheNode() throws Exception {
    BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    IllegalStateException broken = new IllegalStateException("broken");
    NodeLoop.Observer observer =
        (before, event, step) -> {
          throw broken;
        };
    try (NodeLoop loop = new NodeLoop(STATE, System::nanoTime, observer, faults::add)) {
      loop.start(null);
      assertThat(faults.poll(60, TimeUnit.SECONDS)).isSameAs(broken);
      assertThat(faults.poll()).isNull();
    }
  }

  @Test
  @DisplayName("R10.3 events that are not handled any more are bounded, and end the node")
  void boundedQueue() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch fault = new CountDownLatch(1);
    NodeLoop.Observer stuck =
        (before, event, step) -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (NodeLoop loop = new NodeLoop(STATE, System::nanoTime, stuck, t -> fault.countDown())) {
      loop.start(null);
      for (int i = 0; i < 20_000 && fault.getCount() > 0; i++) {
        loop.post(new Event.ServiceDied(Reason.sentence("again")));
      }
      assertThat(fault.getCount()).isZero();
      release.countDown();
    }
  }

  @Test
  @DisplayName("R2.9 the node's clock never runs backwards")
  void clock() {
    MonotonicClock clock = new MonotonicClock();
    long last = clock.getAsLong();
    int backwards = 0;
    for (int i = 0; i < 100_000; i++) {
      long now = clock.getAsLong();
      backwards += now < last ? 1 : 0;
      last = now;
    }
    assertThat(backwards).isZero();
  }
}
