package org.sbs.core.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the protected service is controlled, with what that needs. Immutable. */
public sealed interface ServiceAdapter {
  /** The word for it in the settings. */
  Kind kind();

  /** Whether it can say which sentinels there are; else the service has none that SBS knows. */
  boolean hasSentinels();

  /** Answers by the form of the adapter. */
  <T, X extends Exception> T choose(Cases<T, X> cases) throws X;

  /** The adapters, named as in the settings. */
  enum Kind {
    /** Our own Label Print Manager. */
    LPM,
    /** Programs that run, list and activate. */
    COMMAND,
    /** A unit of systemd. */
    SYSTEMD,
    /** A service of Windows. */
    WINDOWS_SERVICE
  }

  /**
   * An answer for each adapter.
   *
   * @param <T> the answer
   * @param <X> what may go wrong; RuntimeException for nothing
   */
  interface Cases<T, X extends Exception> {
    /** Our own Label Print Manager. */
    T lpm() throws X;

    /** Programs. */
    T command(Command adapter) throws X;

    /** A unit of systemd. */
    T systemd(Systemd adapter) throws X;

    /** A service of Windows. */
    T windowsService(WindowsService adapter) throws X;
  }

  /** Our own Label Print Manager: it needs nothing but the settings folder. */
  record Lpm() implements ServiceAdapter {
    @Override
    public Kind kind() {
      return Kind.LPM;
    }

    @Override
    public boolean hasSentinels() {
      return true;
    }

    @Override
    public <T, X extends Exception> T choose(Cases<T, X> cases) throws X {
      return cases.lpm();
    }
  }

  /** Programs of the user's. */
  record Command(Lifecycle lifecycle, SentinelCommands sentinels) implements ServiceAdapter {
    @Override
    public Kind kind() {
      return Kind.COMMAND;
    }

    @Override
    public boolean hasSentinels() {
      return !sentinels.list().isEmpty();
    }

    @Override
    public <T, X extends Exception> T choose(Cases<T, X> cases) throws X {
      return cases.command(this);
    }
  }

  /**
   * A unit of systemd.
   *
   * @param unit its whole name, as {@code lpm.service}
   * @param sentinelUnit the name of a sentinel's unit, with {@code %s} where the sentinel's name
   *     goes, as {@code sentinel@%s.service}; empty for a service that has no units for sentinels
   */
  record Systemd(String unit, Optional<String> sentinelUnit) implements ServiceAdapter {
    @Override
    public Kind kind() {
      return Kind.SYSTEMD;
    }

    @Override
    public boolean hasSentinels() {
      return sentinelUnit.isPresent();
    }

    @Override
    public <T, X extends Exception> T choose(Cases<T, X> cases) throws X {
      return cases.systemd(this);
    }
  }

  /**
   * A service of Windows.
   *
   * @param serviceName its name for the service manager, not the one that is displayed
   * @param sentinels its {@code list} and {@code activate} are both empty for a service without
   *     sentinels
   */
  record WindowsService(String serviceName, SentinelCommands sentinels) implements ServiceAdapter {
    @Override
    public Kind kind() {
      return Kind.WINDOWS_SERVICE;
    }

    @Override
    public boolean hasSentinels() {
      return !sentinels.list().isEmpty();
    }

    @Override
    public <T, X extends Exception> T choose(Cases<T, X> cases) throws X {
      return cases.windowsService(this);
    }
  }

  /** How programs start and stop a service. Each is a program with its arguments. */
  sealed interface Lifecycle {
    /** Answers by the form of the lifecycle. */
    <T> T match(Function<Owned, T> owned, Function<Managed, T> managed);
  }

  /** A foreground program that SBS owns. */
  record Owned(List<String> run) implements Lifecycle {
    /** Copies the list. */
    public Owned {
      run = List.copyOf(run);
    }

    @Override
    public <T> T match(Function<Owned, T> owned, Function<Managed, T> managed) {
      return owned.apply(this);
    }
  }

  /** A service that something else runs. */
  record Managed(List<String> start, List<String> stop, List<String> running) implements Lifecycle {
    /** Copies the lists. */
    public Managed {
      start = List.copyOf(start);
      stop = List.copyOf(stop);
      running = List.copyOf(running);
    }

    @Override
    public <T> T match(Function<Owned, T> owned, Function<Managed, T> managed) {
      return managed.apply(this);
    }
  }

  /**
   * Programs that deal with sentinels, each with its arguments; an empty list was not given.
   *
   * @param list prints the sentinels
   * @param activate reads names on its standard input and activates them
   * @param deactivate likewise
   * @param reload makes the running service read its settings again
   */
  record SentinelCommands(
      List<String> list, List<String> activate, List<String> deactivate, List<String> reload) {
    /** Copies the lists. */
    public SentinelCommands {
      list = List.copyOf(list);
      activate = List.copyOf(activate);
      deactivate = List.copyOf(deactivate);
      reload = List.copyOf(reload);
    }
  }
}
