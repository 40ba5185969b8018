package org.sbs.lpm.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of JSON or an element of XML, with what lies in it by name. It is filled once, while it
 * is read.
 *
 * @param line on which it begins, from 1; 0 where it says nothing
 * @param value its text, if it is or has one
 * @param groups what lies in it: those of the same name together
 */
record Branch(int line, Optional<String> value, Map<String, Group> groups) {
  /**
   * Those of the same name.
   *
   * @param isList whether the file says that there may be several, even where there is one
   */
  record Group(boolean isList, List<Branch> members) {
    boolean repeats() {
      return isList || members.size() > 1;
    }

    boolean hasBranches() {
      return members.stream().anyMatch(member -> !member.groups().isEmpty());
    }
  }

  static Branch leaf(int line, String value) {
    return new Branch(line, Optional.of(value), Map.of());
  }

  static Branch open(int line, Optional<String> value) {
    return new Branch(line, value, new LinkedHashMap<>());
  }

  void add(String name, Branch member) {
    groups.computeIfAbsent(name, key -> new Group(false, new ArrayList<>())).members().add(member);
  }

  void addList(String name, List<Branch> members) {
    groups.put(name, new Group(true, members));
  }
}
