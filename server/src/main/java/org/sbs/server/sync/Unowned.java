package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sbs.core.replica.Owner;

/**
 * What could not be given to its account and group, told once for each reason: the content counts
 * more. Any thread.
 */
final class Unowned {
  private final Map<String, Path> first = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> more = new ConcurrentSkipListMap<>();

  /** Something that gives a thing to its owner. */
  @FunctionalInterface
  interface Giving {
    void run() throws IOException;
  }

  /** Does it; where that is not possible it is noted. */
  void give(Path path, Owner owner, Giving work) throws IOException {
    if (owner.equals(Owner.ANY)) {
      return;
    }
    try {
      work.run();
    } catch (UserPrincipalNotFoundException e) {
      note(path, "'" + Shown.text(e.getName()) + "' is not known on this node");
    } catch (FileSystemException e) {
      String whose = Shown.text(owner.user() + ":" + owner.group());
      note(path, "SBS may not give it to " + whose + " here (" + Causes.of(e) + ")");
    }
  }

  private void note(Path path, String why) {
    if (first.putIfAbsent(why, path) != null) {
      more.merge(why, 1, Integer::sum);
    }
  }

  /** Sentences for users. */
  List<String> problems() {
    return first.entrySet().stream()
        .map(
            one -> {
              int others = more.getOrDefault(one.getKey(), 0);
              String also = others == 0 ? "" : " and " + others + " others";
              return one.getValue().getFileName()
                  + also
                  + " came without owner: "
                  + one.getKey()
                  + ".";
            })
        .toList();
  }
}
