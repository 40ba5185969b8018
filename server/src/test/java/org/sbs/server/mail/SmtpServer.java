package org.sbs.server.mail;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** A real mail server, as a process of its own: {@code build/smtp-server.py}. */
@Needs("/usr/bin/aiosmtpd")
final class SmtpServer implements AutoCloseable {
  private static final Path SCRIPT =
      Path.of(System.getProperty("project.root"), "build", "smtp-server.py");

  private final Path folder;
  private final Process process;
  private final int port;

  private SmtpServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts one that puts mails into that folder. */
  static SmtpServer start(Path folder, String... options) throws IOException {
    TestProcess.requireDeclared(SmtpServer.class);
    Files.createDirectories(folder);
    List<String> words = new ArrayList<>(List.of("/usr/bin/python3", SCRIPT.toString()));
    words.add(folder.toString());
    words.addAll(List.of(options));
    Process process =
        TestProcess.builder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the mail server for tests does not start");
    }
    return new SmtpServer(folder, process, Integer.parseInt(port));
  }

  int port() {
    return port;
  }

  /** What it took, in the order of arrival. */
  static List<MimeMessage> mails(Path folder) throws IOException, MessagingException {
    List<MimeMessage> mails = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          mails.add(new MimeMessage(Session.getInstance(new Properties()), in));
        }
      }
    }
    return mails;
  }

  List<MimeMessage> mails() throws IOException, MessagingException {
    return mails(folder);
  }

  /** Waits for so many. */
  List<MimeMessage> awaitMails(int count) throws Exception {
    await("so many mails").atMost(Duration.ofSeconds(60)).until(() -> mails().size() >= count);
    return mails();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** A certificate for that host that vouches for itself: {@code cert.pem} and {@code key.pem}. */
  static Path certificate(Path folder, String host) throws IOException, InterruptedException {
    Path cert = folder.resolve("cert.pem");
    List<String> words =
        new ArrayList<>(
            List.of("openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"));
    words.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256"));
    words.addAll(List.of("-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=test"));
    words.addAll(List.of("-addext", "subjectAltName=DNS:" + host));
    Process openssl =
        TestProcess.builder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .directory(folder.toFile())
            .start();
    if (openssl.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("openssl.log")));
    }
    return cert;
  }
}
