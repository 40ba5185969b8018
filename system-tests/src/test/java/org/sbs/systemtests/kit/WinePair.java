package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two Windows machines, by Wine, with a node on each that is not a service yet. */
public final class WinePair implements BeforeEachCallback, AfterEachCallback {
  private Path folder;
  private List<WineNode> nodes = List.of();

  /** One node. */
  public WineNode a() {
    return nodes.get(0);
  }

  /** The other node. */
  public WineNode b() {
    return nodes.get(1);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    PairKeyMaker.Keys keys = PairKeyMaker.of(context);
    folder = Files.createTempDirectory("trial-wine-").toRealPath();
    List<Integer> ports = Ports.free(2);
    WineHost first = WineHost.made(folder.resolve("a"));
    WineHost second = first.copy(folder.resolve("b"));
    nodes =
        List.of(
            new WineNode(first, ports.get(0), ports.get(1), keys.made()),
            new WineNode(second, ports.get(1), ports.get(0), keys.joined()));
    for (WineNode node : nodes) {
      node.host().open();
      node.host().installLabelService("C:\\notes.txt");
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent()) {
      nodes.forEach(node -> System.out.println(node.report()));
    }
    for (WineNode node : nodes) {
      node.close();
    }
    if (folder != null) {
      Folders.delete(folder);
    }
  }
}
