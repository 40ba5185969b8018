package org.sbs.server.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings.MailEncryption;

/** Says in a sentence what went wrong with a mail server, and what it said itself. */
final class SmtpFailure {
  private static final int LONGEST_ANSWER = 500;

  private SmtpFailure() {}

  static MailException connecting(MailAccess access, SmtpLimits limits, MessagingException e) {
    String server = access.settings().smtpServer() + ":" + access.settings().port();
    return new MailException(why(access, server, limits, e), e);
  }

  private static String why(
      MailAccess access, String server, SmtpLimits limits, MessagingException e) {
    List<Throwable> causes = causes(e);
    String said = shown(access, String.valueOf(e.getMessage()));
    if (e instanceof AuthenticationFailedException) {
      return "The mail server "
          + server
          + " does not accept the account \""
          + access.settings().account()
          + "\" with this password. It says: "
          + said;
    }
    if (find(causes, UnknownHostException.class).isPresent()) {
      return "There is no mail server "
          + access.settings().smtpServer()
          + ": the name is not known. Check smtp-server.";
    }
    if (find(causes, SocketTimeoutException.class).isPresent()) {
      return "The mail server "
          + server
          + " does not answer (within "
          + limits.connect().toSeconds()
          + " s a connection, "
          + limits.answer().toSeconds()
          + " s each answer)."
          + (access.settings().ssl() == MailEncryption.IMPLICIT
              ? ""
              : " If that port expects encryption from the first byte (465 usually does), set"
                  + " ssl = \"implicit\".");
    }
    if (find(causes, ConnectException.class).isPresent()) {
      return "Nobody answers at "
          + server
          + ": "
          + find(causes, ConnectException.class).get().getMessage()
          + ". Check smtp-server and port, and whether the mail server runs.";
    }
    return encryption(access, server, causes)
        .orElseGet(() -> "The mail server " + server + " does not let SBS in. It says: " + said);
  }

  private static Optional<String> encryption(
      MailAccess access, String server, List<Throwable> causes) {
    Optional<CertificateException> certificate = find(causes, CertificateException.class);
    String all =
        causes.stream()
            .map(cause -> String.valueOf(cause.getMessage()))
            .collect(Collectors.joining(" "));
    if (all.contains("STARTTLS is required")) {
      return Optional.of(
          "The mail server "
              + server
              + " offers no encryption (STARTTLS), and without it nothing is sent. Try ssl ="
              + " \"implicit\" with its port (465 usually), or ssl = \"none\" if it really has none.");
    }
    if (all.contains("PKIX path") || all.contains("unable to find valid certification path")) {
      return Optional.of(
          "The certificate of the mail server "
              + server
              + " is not trusted: no authority that this node knows vouches for it. If it is your"
              + " company's own, name its authority in ca-file.");
    }
    if (certificate.isPresent() || all.contains("verify identity") || all.contains("No name")) {
      return Optional.of(
          "The certificate of the mail server "
              + server
              + " is not for that name: "
              + certificate.map(Throwable::getMessage).orElse("it names other hosts")
              + ". Write smtp-server as the certificate has it.");
    }
    return find(causes, SSLException.class)
        .map(
            failure ->
                "The mail server "
                    + server
                    + " and this node come to no encrypted connection: "
                    + shown(access, failure.getMessage())
                    + ". Check ssl and port: \"starttls\" goes with 25 or 587, \"implicit\" with"
                    + " 465.");
  }

  /**
   * The mail was taken for nobody.
   *
   * @param refused all receivers, where it was they who were refused
   */
  static MailException sending(
      MailAccess access, String answer, Map<String, String> refused, MessagingException e) {
    if (!refused.isEmpty()) {
      String each =
          refused.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining("; "));
      return new MailException(
          "The mail server takes the mail for no receiver. It says: " + each, e);
    }
    if (find(causes(e), SocketTimeoutException.class).isPresent()) {
      return new MailException("The mail server fell silent while it was sent the mail.", e);
    }
    String said = answer == null || answer.isBlank() ? String.valueOf(e.getMessage()) : answer;
    return new MailException(
        "The mail server did not take the mail. It says: " + shown(access, said), e);
  }

  /** What a server said, on one line, without the password. */
  static String shown(MailAccess access, String said) {
    if (said == null || said.isBlank()) {
      return "(nothing)";
    }
    String line = said.strip().replaceAll("\\s*[\\r\\n]+\\s*", " / ").replaceAll("\\p{Cntrl}", "?");
    if (!access.password().isEmpty()) {
      byte[] bytes = access.password().getBytes(StandardCharsets.UTF_8);
      line = line.replace(access.password(), "***");
      line = line.replace(Base64.getEncoder().encodeToString(bytes), "***");
    }
    return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "…" : line;
  }

  private static List<Throwable> causes(MessagingException e) {
    List<Throwable> causes = new ArrayList<>();
    Throwable next = e;
    while (next != null && !causes.contains(next)) {
      causes.add(next);
      Throwable inner = next.getCause();
      next =
          inner == null && next instanceof MessagingException mail
              ? mail.getNextException()
              : inner;
    }
    return causes;
  }

  private static <T extends Throwable> Optional<T> find(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
