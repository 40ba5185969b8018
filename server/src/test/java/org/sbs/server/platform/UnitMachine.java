package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.platform.OwnService.Account;
import org.sbs.server.service.Systemctl;

/**
 * A machine of folders with units, and a program that answers as systemctl would: whether a unit is
 * enabled follows from its links, whether it is tied from its drop-ins, and it runs after it was
 * started.
 */
final class UnitMachine {
  private static final String SCRIPT =
      """
      #!/bin/bash
      cd "$(dirname "$0")" || exit 99
      shift 3
      verb=$1
      shift
      [ "$1" = -- ] && shift
      case $verb in
        show)
          unit=${*: -1}
          id=$unit
          [ -h "etc/$unit" ] && [ ! -e "vendor/$unit" ] && id=$(basename "$(readlink "etc/$unit")")
          load=not-found
          for folder in etc vendor; do [ -e "$folder/$id" ] && load=loaded && file=$folder/$id; done
          [ -h "etc/$id" ] && [ "$(readlink "etc/$id")" = /dev/null ] && load=masked
          state=disabled
          for link in etc/*.wants/$id etc/*.requires/$id run/*.wants/$id; do
            [ -h "$link" ] && state=enabled
          done
          active=inactive
          [ -e "active/$id" ] && active=active
          tied=
          grep -qs '^StopPropagatedFrom=sbs.service' etc/$id.d/*.conf && tied=sbs.service
          user=$(cat "$file" etc/$id.d/*.conf 2>/dev/null | sed -n 's/^User=//p' | tail -n 1)
          home=$(cat "$file" 2>/dev/null | sed -n 's/^WorkingDirectory=//p')
          printf 'Id=%s\\nLoadState=%s\\nActiveState=%s\\nSubState=x\\nUnitFileState=%s\\n' \\
            "$id" "$load" "$active" "$state"
          printf 'KillMode=control-group\\nStopPropagatedFrom=%s\\nUser=%s\\nWorkingDirectory=%s\\n' \\
            "$tied" "$user" "$home"
          exit 0 ;;
        --version) echo 'systemd 252 (252.1)' ;;
        start)
          [ -e "broken/$1" ] && echo 'Job failed.' >&2 && exit 1
          touch "active/$1" ;;
        stop) rm -f "active/$1" ;;
        enable) mkdir -p etc/multi-user.target.wants
          ln -sf "../$1" "etc/multi-user.target.wants/$1" ;;
        disable) rm -f etc/*.wants/"$1" ;;
      esac
      echo "$verb $*" >>calls
      """;

  private final Path folder;
  private final SystemdTaking.Places places;

  UnitMachine(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    for (String name : List.of("etc", "run", "vendor", "active", "broken", "polkit", "usr")) {
      Files.createDirectories(folder.resolve(name));
    }
    Path program = folder.resolve("systemctl");
    Files.writeString(program, SCRIPT);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    places =
        new SystemdTaking.Places(
            this.folder.resolve("etc"),
            this.folder.resolve("run"),
            this.folder.resolve("taken"),
            this.folder.resolve("rules"),
            List.of(this.folder.resolve("polkit")));
  }

  /** SBS as a service of it, as the command line has it; each call is a new process. */
  SystemdOwnService own() {
    return new SystemdOwnService(
        places,
        List.of(folder.resolve("vendor")),
        folder.resolve("home"),
        new Systemctl(List.of(folder.resolve("systemctl").toString())),
        new ServiceAccount(System.getProperty("user.name")));
  }

  /** What {@code sbs service install} asks for, with that unit protected. */
  OwnService.Installation installation(Optional<Account> account, ServiceAdapter adapter) {
    return new OwnService.Installation(
        folder.resolve("home"),
        List.of(folder.resolve("home")),
        folder.resolve("home/state/lpm"),
        List.of(),
        List.of("/usr/bin/true", "run"),
        false,
        account,
        adapter);
  }

  /** A unit of a package, as it is before SBS comes. */
  UnitMachine unit(String name, String... texts) throws IOException {
    Files.write(folder.resolve("vendor").resolve(name), List.of(texts));
    return this;
  }

  /** Enables a unit by a link in that folder, made by hand. */
  UnitMachine link(String where, String target) throws IOException {
    Path link = folder.resolve(where);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  UnitMachine running(String unit) throws IOException {
    Files.writeString(folder.resolve("active").resolve(unit), "");
    return this;
  }

  boolean runs(String unit) {
    return Files.exists(folder.resolve("active").resolve(unit));
  }

  UnitMachine broken(String unit) throws IOException {
    Files.writeString(folder.resolve("broken").resolve(unit), "");
    return this;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  List<String> calls() throws IOException {
    return Files.exists(path("calls")) ? Files.readAllLines(path("calls")) : List.of();
  }

  /** All that is in the folders that an administrator owns, links with their targets. */
  List<String> configuration() throws IOException {
    List<String> found = new ArrayList<>();
    for (String part : List.of("etc", "run", "rules", "taken")) {
      if (Files.isDirectory(path(part))) {
        try (Stream<Path> all = Files.walk(path(part))) {
          for (Path each : all.filter(path -> !Files.isDirectory(path)).sorted().toList()) {
            String name = folder.relativize(each).toString();
            found.add(
                Files.isSymbolicLink(each) ? name + " -> " + Files.readSymbolicLink(each) : name);
          }
        }
      }
    }
    return found;
  }
}
