package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Owner;

/**
 * Gives what comes in one cycle to its accounts and groups, by name (R4.15). What cannot be given
 * is told once for each reason: the content counts more. Any thread.
 */
public final class Principals {
  private final Map<String, UserPrincipal> users = new ConcurrentHashMap<>();
  private final Map<String, GroupPrincipal> groups = new ConcurrentHashMap<>();
  private final Map<Reason, Path> first = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<Reason, Integer> others = new ConcurrentHashMap<>();

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
      note(path, Reason.of(ReasonCode.OWNER_UNKNOWN).with("name", LogText.text(e.getName())));
    } catch (FileSystemException e) {
      String whose = LogText.text(owner.user() + ":" + owner.group());
      note(path, Reason.of(ReasonCode.OWNER_REFUSED).with("name", whose).with("why", Causes.of(e)));
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

  private void note(Path path, Reason why) {
    if (first.putIfAbsent(why, path) != null) {
      Integer unused = others.merge(why, 1, Integer::sum);
    }
  }

  /** What users are told. */
  public List<Reason> problems() {
    synchronized (first) {
      return first.entrySet().stream().map(one -> problem(one.getValue(), one.getKey())).toList();
    }
  }

  private Reason problem(Path path, Reason why) {
    int more = others.getOrDefault(why, 0);
    Reason problem =
        more == 0
            ? Reason.of(ReasonCode.OWNER_NOT_GIVEN)
            : Reason.of(ReasonCode.OWNERS_NOT_GIVEN).with("count", more);
    return problem.with("path", path.toString()).with("why", why);
  }
}
