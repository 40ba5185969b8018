package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.sbs.core.replica.Owner;

/**
 * Gives what comes in one cycle to its accounts and groups, by name (R4.15). What cannot be given
 * is told once for each reason: the content counts more. Any thread.
 */
public final class Principals {
  private final Map<String, UserPrincipal> users = new ConcurrentHashMap<>();
  private final Map<String, GroupPrincipal> groups = new ConcurrentHashMap<>();
  private final Map<String, Path> first = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> others = new ConcurrentHashMap<>();

  /** Something that gives a thing to an account and a group, each if it is there. */
  @FunctionalInterface
  public interface Giving {
    void to(Optional<UserPrincipal> user, Optional<GroupPrincipal> group) throws IOException;
  }

  /**
   * Gives it away if it is not the owner's already.
   *
   * @param now whose it is
   * @throws IOException when a disk fails; that it cannot be given is noted
   */
  public void give(Path path, Owner owner, Owner now, Giving work) throws IOException {
    if (!owner.isOther(now)) {
      return;
    }
    try {
      work.to(user(owner.user()), group(owner.group()));
    } catch (UserPrincipalNotFoundException e) {
      note(path, "'" + LogText.text(e.getName()) + "' is not known on this node");
    } catch (FileSystemException e) {
      String whose = LogText.text(owner.user() + ":" + owner.group());
      note(path, "SBS may not give it to " + whose + " here (" + Causes.of(e) + ")");
    }
  }

  private Optional<UserPrincipal> user(String name) throws IOException {
    UserPrincipal known = users.get(name);
    if (known == null && !name.isEmpty()) {
      known = lookup().lookupPrincipalByName(name);
      users.put(name, known);
    }
    return Optional.ofNullable(known);
  }

  private Optional<GroupPrincipal> group(String name) throws IOException {
    GroupPrincipal known = groups.get(name);
    if (known == null && !name.isEmpty()) {
      known = lookup().lookupPrincipalByGroupName(name);
      groups.put(name, known);
    }
    return Optional.ofNullable(known);
  }

  private static UserPrincipalLookupService lookup() {
    return FileSystems.getDefault().getUserPrincipalLookupService();
  }

  private void note(Path path, String why) {
    if (first.putIfAbsent(why, path) != null) {
      Integer unused = others.merge(why, 1, Integer::sum);
    }
  }

  /** Sentences for users. */
  public List<String> problems() {
    return first.entrySet().stream().map(one -> problem(one.getValue(), one.getKey())).toList();
  }

  private String problem(Path path, String why) {
    int more = others.getOrDefault(why, 0);
    String also = more == 0 ? "" : " and " + more + " others";
    return path + also + " came without owner: " + why + ".";
  }
}
