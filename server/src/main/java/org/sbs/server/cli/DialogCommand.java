package org.sbs.server.cli;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Opens the configuration dialog. */
@Command(name = "dialog", description = "Opens the window for settings, status, start and stop.")
final class DialogCommand implements Callable<Integer> {
  private static final String JAR = "sbs-desktop.jar";

  private final Sbs sbs;

  DialogCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    Optional<Path> jar = jar();
    if (jar.isEmpty()) {
      return open(DialogCommand.class.getClassLoader());
    }
    // Its own loader: what draws windows is none of the other commands' business.
    URL[] place = {url(jar.get())};
    try (URLClassLoader loader = new URLClassLoader(place, DialogCommand.class.getClassLoader())) {
      return open(loader);
    }
  }

  private int open(ClassLoader loader) throws Failure {
    DialogProgram dialog =
        ServiceLoader.load(DialogProgram.class, loader)
            .findFirst()
            .orElseThrow(
                () ->
                    new Failure(
                        ExitStatus.FAILED,
                        "The dialog is missing: there is no "
                            + JAR
                            + " at any of "
                            + places()
                            + ". Build it with ./mvnw package, or install SBS again; settings can"
                            + " also be changed with sbs config set."));
    return dialog.open(sbs.home(), sbs.surroundings());
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  private static Optional<Path> jar() {
    return places().stream().filter(Files::isRegularFile).findFirst();
  }

  /**
   * Beside this program or in {@code lib/} when installed, in its module when built from source.
   */
  private static List<Path> places() {
    CodeSource source = DialogCommand.class.getProtectionDomain().getCodeSource();
    List<Path> places = new ArrayList<>();
    if (source != null) {
      try {
        Path folder = Path.of(source.getLocation().toURI()).getParent();
        places.add(folder.resolve(JAR));
        places.add(folder.resolve("lib").resolve(JAR));
        places.add(folder.resolve("../../desktop/target").normalize().resolve(JAR));
      } catch (URISyntaxException | IllegalArgumentException e) {
        // A program that lies in no file has nothing beside it.
        return places;
      }
    }
    return places;
  }
}
