package org.sbs.server.service;

/** Threads of the adapter: named, and never a reason for the JVM to stay. */
final class Threads {
  private Threads() {}

  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, "service-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
