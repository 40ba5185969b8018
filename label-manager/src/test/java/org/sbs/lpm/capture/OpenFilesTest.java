package org.sbs.lpm.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbs.lpm.Site.eventually;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
  private static final int SENTINELS = 50;

  @Test
  @DisplayName("R12.8 sentinels that ask while one looks at the open files share the next look")
  void shared() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    List<Integer> looks = new CopyOnWriteArrayList<>();
    OpenFiles openFiles =
        new OpenFiles(
            files -> {
              looks.add(files.size());
              try {
                first.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return files.contains(Path.of("7")) ? Map.of(Path.of("7"), "1234") : Map.of();
            });
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Map<Path, String>>> answers = new ArrayList<>();
      answers.add(ask(openFiles, "first", threads));
      eventually().until(() -> looks.size() == 1);
      for (int i = 0; i < SENTINELS; i++) {
        answers.add(ask(openFiles, Integer.toString(i), threads));
      }
      eventually().until(() -> openFiles.waiting() == SENTINELS);
      first.countDown();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).join().keySet())
            .isEqualTo(i == 8 ? Set.of(Path.of("7")) : Set.of());
      }
      assertThat(looks).containsExactly(1, SENTINELS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static CompletableFuture<Map<Path, String>> ask(
      OpenFiles openFiles, String file, ExecutorService threads) {
    return CompletableFuture.supplyAsync(() -> openFiles.writers(Set.of(Path.of(file))), threads);
  }

  @Test
  @DisplayName("R12.8 a look that fails is not taken for one that found nothing")
  void fails() {
    OpenFiles openFiles =
        new OpenFiles(
            files -> {
              throw new IllegalStateException("no look");
            });
    assertThatThrownBy(() -> openFiles.writers(Set.of(Path.of("a"))))
        .hasMessageContaining("no look");
    assertThat(openFiles.writers(Set.of())).isEmpty();
  }
}
