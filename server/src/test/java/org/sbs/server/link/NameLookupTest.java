package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.ReasonCode;

/** Name services of all kinds: quick, slow, silent, without an answer, with too much of one. */
class NameLookupTest {
  private static final long AMPLE = TimeUnit.SECONDS.toNanos(60);
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(200);
  private static final List<InetAddress> FIRST = addresses(1);
  private static final List<InetAddress> SECOND = addresses(2);

  private final CountDownLatch end = new CountDownLatch(1);
  private final Memory memory = new Memory();

  @AfterEach
  void endHanging() {
    end.countDown();
  }

  private static List<InetAddress> addresses(int... last) {
    return IntStream.of(last).mapToObj(NameLookupTest::address).toList();
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A memory that outlives the process, and counts how often the disk is written. */
  private static final class Memory implements AddressMemory {
    private List<InetAddress> kept = List.of();
    private int writes;

    @Override
    public synchronized List<InetAddress> recall(String name) {
      return kept;
    }

    @Override
    public synchronized void keep(String name, List<InetAddress> addresses) {
      kept = addresses;
      writes++;
    }

    synchronized int writes() {
      return writes;
    }

    /** In any order: of answers that are the same it may keep whichever was the last just then. */
    void awaitKept(List<InetAddress> addresses) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Set.copyOf(recall("")).equals(Set.copyOf(addresses)));
    }
  }

  private NameLookup lookup(NameResolver resolver) {
    return new NameLookup("pc-b", resolver, memory);
  }

  private List<InetAddress> hang() throws UnknownHostException {
    try {
      end.await();
      throw new UnknownHostException("the test is over");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName(
      "R1.3 a name is looked up anew for each question, so that a changed address is noticed")
  void changes() {
    List<List<InetAddress>> answers = new ArrayList<>(List.of(FIRST, SECOND));
    NameLookup lookup = lookup(name -> answers.remove(0));
    assertThat(lookup.find(AMPLE).addresses()).isEqualTo(FIRST);
    NameLookup.Answer second = lookup.find(AMPLE);
    assertThat(second.addresses()).isEqualTo(SECOND);
    assertThat(second.remembered()).isFalse();
    assertThat(second.trouble()).isEmpty();
    assertThat(lookup.last()).isEqualTo(SECOND);
    memory.awaitKept(SECOND);
  }

  @Test
  @DisplayName(
      "R1.3 a name that was found before has its last addresses while it cannot be resolved")
  void remembers() {
    AtomicInteger asked = new AtomicInteger();
    NameLookup lookup =
        lookup(
            name -> {
              if (asked.incrementAndGet() > 1) {
                throw new UnknownHostException(name + ": Temporary failure in name resolution");
              }
              return FIRST;
            });
    lookup.find(AMPLE);
    NameLookup.Answer answer = lookup.find(AMPLE);
    assertThat(answer.addresses()).isEqualTo(FIRST);
    assertThat(answer.remembered()).isTrue();
    assertThat(answer.trouble().orElseThrow().values())
        .containsEntry("words", "Temporary failure in name resolution");
  }

  @Test
  @DisplayName("R1.3 what a name had before the restart counts while the name service is down")
  void remembersAcrossRestarts() {
    memory.keep("pc-b", FIRST);
    NameLookup lookup =
        lookup(
            name -> {
              throw new UnknownHostException(name);
            });
    NameLookup.Answer answer = lookup.find(AMPLE);
    assertThat(answer.addresses()).isEqualTo(FIRST);
    assertThat(answer.remembered()).isTrue();
    assertThat(answer.trouble().orElseThrow().code()).isEqualTo(ReasonCode.NAME_NOT_RESOLVED);
  }

  @Test
  @DisplayName(
      "R1.3 a name that was never found has no address, and the name service's words say why")
  void unknown() {
    NameLookup lookup =
        lookup(
            name -> {
              throw new UnknownHostException(name + ": Name or service not known");
            });
    NameLookup.Answer answer = lookup.find(AMPLE);
    assertThat(answer.addresses()).isEmpty();
    assertThat(answer.remembered()).isFalse();
    assertThat(answer.trouble().orElseThrow().values())
        .containsEntry("words", "Name or service not known");
  }

  @Test
  @DisplayName(
      "R1.3 a name service that hangs is waited for within the limit, and asked once at a time")
  void hangs() {
    AtomicInteger asked = new AtomicInteger();
    NameLookup lookup =
        lookup(
            name -> {
              asked.incrementAndGet();
              return hang();
            });
    for (int i = 0; i < 5; i++) {
      NameLookup.Answer answer = lookup.find(SHORT);
      assertThat(answer.addresses()).isEmpty();
      assertThat(answer.trouble().orElseThrow().code()).isEqualTo(ReasonCode.NAME_SERVICE_SILENT);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  @DisplayName("R1.3 while a name service hangs the last addresses count, without any more waiting")
  void hangsWithMemory() {
    memory.keep("pc-b", FIRST);
    NameLookup lookup = lookup(name -> hang());
    assertThat(lookup.find(SHORT).addresses()).isEqualTo(FIRST);
    // The question is open for longer than its share of this limit by then; nobody waits again.
    for (int i = 0; i < 1000; i++) {
      assertThat(lookup.find(4 * SHORT).remembered()).isTrue();
    }
  }

  @Test
  @DisplayName("R1.3 a late answer of a slow name service counts for the next question")
  void slow() {
    CountDownLatch answers = new CountDownLatch(1);
    NameLookup lookup =
        lookup(
            name -> {
              try {
                answers.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return SECOND;
            });
    assertThat(lookup.find(SHORT).addresses()).isEmpty();
    answers.countDown();
    NameLookup.Answer later = lookup.find(AMPLE);
    assertThat(later.addresses()).isEqualTo(SECOND);
    assertThat(later.remembered()).isFalse();
  }

  @Test
  @DisplayName("R1.3 addresses in another order are the same: the disk is written when they change")
  void keepsWhatChanged() {
    List<List<InetAddress>> answers =
        new ArrayList<>(
            List.of(addresses(1, 2), addresses(2, 1), addresses(2, 1), addresses(1, 2), FIRST));
    NameLookup lookup = lookup(name -> answers.remove(0));
    while (answers.size() > 1) {
      lookup.find(AMPLE);
    }
    memory.awaitKept(addresses(1, 2));
    lookup.find(AMPLE);
    memory.awaitKept(FIRST);
    assertThat(memory.writes()).isEqualTo(2);
  }

  @Test
  @DisplayName("R1.3 a memory that recalls something else, as of another look-up, is written once")
  void otherMemory() throws InterruptedException {
    AtomicInteger writes = new AtomicInteger();
    AddressMemory other =
        new AddressMemory() {
          @Override
          public List<InetAddress> recall(String name) {
            return SECOND;
          }

          @Override
          public void keep(String name, List<InetAddress> addresses) {
            writes.incrementAndGet();
          }
        };
    AtomicReference<Thread> asking = new AtomicReference<>();
    NameLookup lookup =
        new NameLookup(
            "pc-b",
            name -> {
              asking.set(Thread.currentThread());
              return FIRST;
            },
            other);
    assertThat(lookup.find(AMPLE).addresses()).isEqualTo(FIRST);
    asking.get().join(TimeUnit.SECONDS.toMillis(60));
    assertThat(asking.get().isAlive()).as("the thread of the look-up").isFalse();
    assertThat(writes).hasValue(1);
  }

  @Test
  @DisplayName("R1.3 R10.3 a name with very many addresses is no machine's, and is not scanned")
  void tooMany() {
    int most = NameLookup.MOST_ADDRESSES;
    int[] one = IntStream.rangeClosed(1, most).toArray();
    int[] more = IntStream.rangeClosed(1, most + 1).toArray();
    assertThat(lookup(name -> addresses(one)).find(AMPLE).addresses()).hasSize(most);
    memory.awaitKept(addresses(one));
    memory.keep("pc-b", List.of());
    NameLookup.Answer answer = lookup(name -> addresses(more)).find(AMPLE);
    assertThat(answer.addresses()).isEmpty();
    assertThat(answer.trouble().orElseThrow().code())
        .isEqualTo(ReasonCode.NAME_WITH_TOO_MANY_ADDRESSES);
  }

  @Test
  @DisplayName("R1.3 an address is no name: no name service is asked, and nothing is remembered")
  void literals() {
    NameResolver never =
        name -> {
          throw new AssertionError("nobody asks for " + name);
        };
    memory.keep("192.0.2.1", SECOND);
    for (String literal : List.of("192.0.2.1", "::ffff:192.0.2.1")) {
      NameLookup.Answer answer = new NameLookup(literal, never, memory).find(AMPLE);
      assertThat(answer.addresses()).isEqualTo(FIRST);
      assertThat(answer.remembered()).isFalse();
    }
    assertThat(new NameLookup("2001:db8::7", never, memory).find(AMPLE).addresses()).hasSize(1);
  }
}
