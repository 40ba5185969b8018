package org.sbs.lpm.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatcherTest {
  private static final int MANY = 600;

  @TempDir private Path root;

  @Test
  @DisplayName("R12.8 hundreds of sentinels that begin to watch in the same instant all do")
  void manyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try (FolderWatcher watcher = new FolderWatcher()) {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<AutoCloseable>> watches = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        Path folder = Files.createDirectory(root.resolve("f" + i));
        watches.add(
            threads.submit(
                () -> {
                  start.await();
                  return watcher.watch(folder, () -> {});
                }));
      }
      start.countDown();
      for (Future<AutoCloseable> watch : watches) {
        assertThat(watch.get(60, TimeUnit.SECONDS)).isNotNull();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
