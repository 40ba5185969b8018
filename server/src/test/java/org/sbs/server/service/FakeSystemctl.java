package org.sbs.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program that answers as systemctl does: each unit is a file of properties, which starting and
 * stopping change. What a verb does can be replaced.
 */
final class FakeSystemctl {
  private static final String SCRIPT =
      """
      #!/bin/bash
      # Called with three options that do not matter here, then as systemctl is.
      cd "$(dirname "$0")" || exit 99
      shift 3
      verb=$1
      shift
      echo "$verb $*" >>calls
      units=()
      for word; do
        case $word in
          -*) ;;
          *'*'*) for file in units/*; do
                   case ${file#units/} in ${word}) units+=("${file#units/}") ;; esac
                 done ;;
          *) units+=("$word") ;;
        esac
      done
      set_state() {
        for unit in "${units[@]}"; do
          [ -e "units/$unit" ] && sed -i "s/^ActiveState=.*/ActiveState=$1/;s/^SubState=.*/SubState=$2/" "units/$unit"
        done
      }
      if [ -e "on-$verb" ]; then . "./on-$verb"; exit; fi
      case $verb in
        show)
          for unit in "${units[@]}"; do
            if [ -e "units/$unit" ]; then cat "units/$unit"
            else printf 'Id=%s\\nLoadState=not-found\\nActiveState=inactive\\nSubState=dead\\n' "$unit"; fi
            echo
          done ;;
        start) set_state active running ;;
        stop) set_state inactive dead ;;
        kill) set_state failed failed ;;
        disable) sed -i 's/^UnitFileState=.*/UnitFileState=disabled/' "units/${units[0]}" ;;
      esac
      exit 0
      """;

  private final Path folder;

  FakeSystemctl(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Files.createDirectories(folder.resolve("units"));
    Files.writeString(program(), SCRIPT);
    Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwx------"));
    unit(SystemdDropIn.OWN_UNIT, Map.of("MainPID", Long.toString(ProcessHandle.current().pid())));
  }

  private Path program() {
    return folder.resolve("systemctl");
  }

  Systemctl systemctl() {
    return new Systemctl(List.of(program().toString()));
  }

  /** A unit that is loaded, tied, stopped and disabled, but for what is given. */
  FakeSystemctl unit(String name, Map<String, String> given) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Id", name);
    all.put("LoadState", "loaded");
    all.put("ActiveState", "inactive");
    all.put("SubState", "dead");
    all.put("Result", "success");
    all.put("UnitFileState", "disabled");
    all.put("KillMode", "control-group");
    all.put("StopPropagatedFrom", SystemdDropIn.OWN_UNIT);
    all.put("InvocationID", "1");
    all.put("MainPID", "0");
    all.putAll(given);
    StringBuilder text = new StringBuilder();
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    // Whole at once: whoever watches the unit may look in this moment.
    Path temporary = folder.resolve("unit.tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, folder.resolve("units").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  /** From now on that verb runs these lines of bash; the units are in {@code ${units[@]}}. */
  FakeSystemctl on(String verb, String lines) throws IOException {
    Files.writeString(folder.resolve("on-" + verb), lines + "\n");
    return this;
  }

  /** What was asked, in order, without looking. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream().filter(call -> !call.startsWith("show")).toList()
        : List.of();
  }
}
