package org.sbs.server.sync.disk;

import java.util.ArrayList;
import java.util.List;

/** Collects sentences for users, and stops at a number that a person can still read. */
public final class Problems {
  static final int LIMIT = 100;

  private final List<String> sentences = new ArrayList<>();
  private long more;

  public void add(String sentence) {
    if (sentences.size() < LIMIT - 1) {
      sentences.add(sentence);
    } else {
      more++;
    }
  }

  public void addAll(List<String> several) {
    several.forEach(this::add);
  }

  public List<String> list() {
    List<String> all = new ArrayList<>(sentences);
    if (more > 0) {
      all.add("There are " + more + " more problems like these.");
    }
    return List.copyOf(all);
  }
}
