package org.sbs.desktop.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.cli.Sbs;
import org.sbs.server.cli.StoppedNode;
import org.sbs.server.cli.Surroundings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.MailTest;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import org.sbs.server.store.HomeLock;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.Snapshot.Power;
import org.sbs.view.picture.Remedy;
import org.sbs.view.status.HistoryRow;

/** The node of a home on this machine: asked by its admin interface, started as by the command. */
public final class HomeNode implements NodeDoor {
  private static final int MOST_EVENTS = 100;

  private final HomeFolder home;
  private final Surroundings around;
  private volatile Optional<List<HistoryRow>> left = Optional.empty();

  /**
   * A node that may or may not run.
   *
   * @param around how to start it
   */
  public HomeNode(HomeFolder home, Surroundings around) {
    this.home = home;
    this.around = around;
  }

  private AdminClient client() throws AdminException {
    return AdminClient.find(home.state(), home.toString());
  }

  @Override
  public Snapshot look() {
    try {
      AdminClient client = client();
      Snapshot seen =
          new Snapshot(
              Power.ON,
              Optional.of(client.status()),
              client.history(MOST_EVENTS),
              Optional.empty());
      left = Optional.empty();
      return seen;
    } catch (AdminException e) {
      return switch (e.why()) {
        case NOT_RUNNING -> silent(Optional.empty());
        case NO_ANSWER, NO_ACCESS, REFUSED -> silent(Optional.of(e.reason()));
      };
    }
  }

  private Snapshot silent(Optional<Reason> trouble) {
    boolean held;
    try {
      held = HomeLock.isHeld(home.state());
    } catch (IOException e) {
      // Whoever may not look at the lock cannot tell that nothing runs.
      return new Snapshot(
          Power.SILENT,
          Optional.empty(),
          List.of(),
          trouble.or(() -> Optional.of(Reason.sentence(e.toString()))));
    }
    if (held) {
      left = Optional.empty();
    }
    return held || trouble.isPresent()
        ? new Snapshot(Power.SILENT, Optional.empty(), List.of(), trouble)
        : new Snapshot(Power.OFF, Optional.empty(), left(), Optional.empty());
  }

  /** What a stopped node left; read once, because it does not change until the node runs again. */
  private List<HistoryRow> left() {
    List<HistoryRow> events = left.orElseGet(() -> new StoppedNode(home).history(MOST_EVENTS));
    left = Optional.of(events);
    return events;
  }

  @Override
  public Told start() {
    return command("start");
  }

  @Override
  public Told stop() {
    return command("stop");
  }

  @Override
  public Told switchover() {
    return ask(AdminClient::switchover);
  }

  @Override
  public Told testMail() {
    try {
      Answer answer =
          client().mailTest(new MailTest(List.of(), Optional.empty(), Optional.empty()));
      return new Told(answer.done(), answer.why());
    } catch (AdminException e) {
      // Without a node the command sends it; one that does not answer may be sending it.
      return e.why() == AdminException.Cause.NOT_RUNNING
          ? command("mail", "test")
          : new Told(false, e.reason());
    }
  }

  @Override
  public Told pause(Duration time) {
    return ask(client -> client.pause(time));
  }

  @Override
  public Told consent(String folder, boolean yes) {
    return ask(client -> client.consent(folder, yes));
  }

  @Override
  public Optional<Boolean> startsWithMachine() {
    Optional<OwnService> manager = around.ownService();
    try {
      Optional<OwnService.Installed> known =
          manager.isPresent() ? manager.get().query() : Optional.empty();
      return known
          .filter(service -> service.home().equals(home.settings()))
          .map(OwnService.Installed::automatic);
    } catch (OwnServiceException e) {
      // One that cannot be asked cannot be told either.
      return Optional.empty();
    }
  }

  @Override
  public Told startWithMachine(boolean wanted) {
    return command("service", "install", wanted ? "--auto" : "--manual");
  }

  /** A question to the node that runs. */
  private interface Question {
    Answer ask(AdminClient client) throws AdminException;
  }

  private Told ask(Question question) {
    try {
      Answer answer = question.ask(client());
      return new Told(answer.done(), answer.why());
    } catch (AdminException e) {
      return new Told(false, e.reason());
    }
  }

  @Override
  public Told remedy(Remedy what) {
    return switch (what) {
      case START -> start();
      case JOIN -> throw new IllegalArgumentException("a key is entered, not pressed: " + what);
      case TEST_MAIL -> testMail();
      case RESUME,
          RELOAD,
          ALLOW_DELETES,
          SHOW_CONFLICTS,
          SHOW_OFFERS,
          SHOW_LICENCE,
          SHOW_HISTORY,
          CHECK -> {
        List<String> typed = List.of(what.command().split(" "));
        yield command(typed.subList(1, typed.size()).toArray(String[]::new));
      }
    };
  }

  /** The command as if it were typed: it knows service managers, waits, and says what happened. */
  private Told command(String... words) {
    List<String> typed = new ArrayList<>(List.of(words));
    typed.addAll(List.of("--home", home.settings().toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status;
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      status =
          Sbs.execute(
              new Surroundings(
                  out,
                  out,
                  around.environment(),
                  around.workingFolder(),
                  () -> false,
                  around.secrets(),
                  around.program(),
                  around.ownService(),
                  around.runner(),
                  around.demo()),
              typed.toArray(String[]::new));
    }
    String text = said.toString(StandardCharsets.UTF_8).strip();
    return new Told(status == 0, text.startsWith("sbs: ") ? text.substring(5) : text);
  }
}
