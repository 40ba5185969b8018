package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** A real mail server on 127.0.0.1 that can be down: {@code build/smtp-server.py}. */
@Needs("/usr/bin/aiosmtpd")
public final class MailServer implements AutoCloseable {
  private static final Path SCRIPT =
      Path.of(System.getProperty("project.root"), "build", "smtp-server.py");

  private final Path folder;
  private final int port;
  private final String login;
  private Process process;

  /**
   * One that does not run yet.
   *
   * @param login account and password, with a colon between
   */
  public MailServer(String login) throws IOException {
    this.folder = Files.createTempDirectory("mails-");
    this.port = Ports.free(1).get(0);
    this.login = login;
  }

  /** Starts it. */
  public MailServer start() throws IOException {
    TestProcess.requireDeclared(MailServer.class);
    process =
        TestProcess.builder(
                "/usr/bin/python3",
                SCRIPT.toString(),
                folder.toString(),
                "--port",
                Integer.toString(port),
                "--login",
                login)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    if (out.readLine() == null) {
      throw new IOException("the mail server does not start");
    }
    return this;
  }

  /** Ends it, if it runs. */
  public void stop() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Makes a node send its mails here. */
  public void use(TestNode node) throws IOException {
    node.settings()
        .set("mail.enabled", true)
        .set("mail.smtp-server", "127.0.0.1")
        .set("mail.port", port)
        .set("mail.ssl", "none")
        .set("mail.secured", true)
        .set("mail.account", login.substring(0, login.indexOf(':')))
        .set("mail.sender", "sbs@plant.test")
        .set("mail.receivers", List.of("ann@plant.test", "bob@plant.test"));
    node.writeSettings();
    // As a script would do it: the password comes on standard input.
    List<String> words = new ArrayList<>(List.of("sh", "-c", "echo \"$0\" | exec \"$@\""));
    words.add(login.substring(login.indexOf(':') + 1));
    words.addAll(Sbs.words(node.home(), List.of("mail", "password")));
    Shell.run(words.toArray(String[]::new));
  }

  /** The mails that it took, as they came over the wire, in the order of arrival. */
  public List<String> mails() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          new ArrayList<>(
              all.filter(file -> file.toString().endsWith(".eml"))
                  .sorted((one, other) -> Long.compare(time(one), time(other)))
                  .toList());
    }
    List<String> mails = new ArrayList<>();
    for (Path file : files) {
      mails.add(Files.readString(file));
    }
    return mails;
  }

  private static long time(Path file) {
    return file.toFile().lastModified();
  }

  /** Waits for that many with those words. */
  public List<String> awaitMails(int count, String words) {
    await(count + " mails with " + words)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> with(words).size() >= count);
    try {
      return with(words);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> with(String words) throws IOException {
    return mails().stream().filter(mail -> mail.contains(words)).toList();
  }

  @Override
  public void close() throws IOException {
    stop();
    Folders.delete(folder);
  }
}
