package org.sbs.testkit;

/**
 * The test that runs, or the class of tests that is being prepared.
 *
 * @param id its class, and its method after {@code #}
 */
record WatchedTest(String id, DeclaredNeeds needs, TestJournal journal) {
  /** The same for people: without the package. */
  static String name(String id) {
    return id.replaceFirst("^([a-z0-9_]+\\.)*", "").replace('#', '.');
  }

  String name() {
    return name(id);
  }

  boolean isMethod() {
    return id.contains("#");
  }

  void started(String program) {
    journal.started(id, program);
  }
}
