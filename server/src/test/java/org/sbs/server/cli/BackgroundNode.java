package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.server.admin.AdminServer;
import org.sbs.server.admin.FakeNode;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;

/** The program with a fake node in it, for tests that need a process of its own. */
public final class BackgroundNode {
  private static final long LONGEST_SECONDS = 60;

  private BackgroundNode() {}

  static List<String> program() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return List.of(java, "-XX:TieredStopAtLevel=1", "-cp", classes, BackgroundNode.class.getName());
  }

  public static void main(String[] arguments) {
    NodeRunner runner =
        (home, settings, forced, out, err) -> {
          if (settings.pair().peerAddress().host().equals("peer-of-a-node-that-fails")) {
            err.println("the node gives up");
            return 1;
          }
          FakeNode node = new FakeNode();
          if (settings.pair().peerAddress().host().equals("peer-that-is-a-stranger")) {
            node.status = FakeNode.starting();
          }
          try (NodeStore store = NodeStore.open(home.state());
              AdminServer server = AdminServer.start(node, settings.admin(), home.state())) {
            out.println(store.state().nodeId() + " listens on " + server.address().text());
            if (settings.pair().peerAddress().host().equals("peer-that-is-a-stranger")) {
              node.statusAsked.await();
              err.println("a web server is there");
              return 78;
            }
            boolean stopped = node.stopAsked.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            node.stopAnswer.complete(new Answer(stopped, "The peer took over."));
            return 0;
          } catch (IOException | StoreException | InterruptedException e) {
            err.println(e);
            return 1;
          }
        };
    Surroundings around =
        new Surroundings(
            System.out,
            System.err,
            Map.of(),
            Path.of("").toAbsolutePath(),
            () -> false,
            prompt -> "",
            List.of(),
            Optional.empty(),
            runner,
            (out, again, in, interactive) -> {
              throw new IOException("no demonstration is here");
            });
    System.exit(Sbs.execute(around, arguments));
  }
}
