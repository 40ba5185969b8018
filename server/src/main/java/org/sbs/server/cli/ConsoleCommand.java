package org.sbs.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.store.OwnerOnly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens the web console of the running node, or prints its one-time address. */
@Command(name = "console", description = "Opens the web console, or prints its one-time address.")
final class ConsoleCommand implements Callable<Integer> {
  private static final Path OPENER = Path.of("/usr/bin/xdg-open");

  private final Sbs sbs;

  @Option(names = "--print", description = "Prints the address; it opens once, for a minute.")
  private boolean print;

  ConsoleCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    HomeFolder home = sbs.home();
    String address;
    try {
      address = AdminClient.reach(home.state(), home.toString()).consoleAddress();
    } catch (AdminException e) {
      throw Failure.of(e);
    }
    if (print || sbs.json() || !hasDesktop()) {
      sbs.answer(address);
    } else {
      open(home, address);
    }
    return ExitStatus.DONE;
  }

  private boolean hasDesktop() {
    return sbs.surroundings().environment().containsKey("DISPLAY")
        || sbs.surroundings().environment().containsKey("WAYLAND_DISPLAY")
        || isWindows();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** A page that leads to that address, which only the owner of the state folder can read. */
  static Path page(Path state, String address) throws IOException {
    Path page = state.resolve("console.html");
    // Made anew: root may do it in a folder of an account that is not root and puts a link there.
    Files.deleteIfExists(page);
    OwnerOnly.file(page);
    Files.write(
        page,
        ("<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url="
                + address
                + "\">\n")
            .getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    return page;
  }

  /** By a file: every user of the machine sees arguments, and could be the first with the code. */
  static List<String> browser(Path page) {
    return isWindows()
        ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
        : List.of(OPENER.toString(), page.toString());
  }

  private void open(HomeFolder home, String address) throws IOException, Failure {
    List<String> browser = browser(page(home.state(), address));
    try {
      new ProcessBuilder(browser)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream()
          .close();
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED,
          "The browser did not start: " + e.getMessage() + ". Try: sbs console --print",
          e);
    }
    sbs.answer("The console opens in the browser.");
  }
}
