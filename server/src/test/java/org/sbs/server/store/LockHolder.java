package org.sbs.server.store;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that holds a store open until it is killed. Argument: the folder. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    try (NodeStore store = NodeStore.open(Path.of(args[0]))) {
      System.out.println(store.state().nodeId());
      new CountDownLatch(1).await();
    }
  }
}
