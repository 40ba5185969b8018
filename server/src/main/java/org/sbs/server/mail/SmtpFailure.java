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
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings.MailEncryption;

/** Says what went wrong with a mail server, and what it said itself. */
final class SmtpFailure {
  private static final int LONGEST_ANSWER = 500;

  private SmtpFailure() {}

  static MailException connecting(MailAccess access, SmtpLimits limits, MessagingException e) {
    String server = access.settings().smtpServer() + ":" + access.settings().port();
    return new MailException(why(access, server, limits, e), e);
  }

  private static Reason why(
      MailAccess access, String server, SmtpLimits limits, MessagingException e) {
    List<Throwable> causes = causes(e);
    String said = shown(access, String.valueOf(e.getMessage()));
    if (e instanceof AuthenticationFailedException) {
      return of(ReasonCode.SMTP_LOGIN_REFUSED, server)
          .with("account", access.settings().account())
          .with("words", said);
    }
    if (find(causes, UnknownHostException.class).isPresent()) {
      return Reason.of(ReasonCode.SMTP_NAME_UNKNOWN).with("host", access.settings().smtpServer());
    }
    if (find(causes, SocketTimeoutException.class).isPresent()) {
      Reason silent =
          of(ReasonCode.SMTP_SILENT, server)
              .with("connect-seconds", limits.connect().toSeconds())
              .with("answer-seconds", limits.answer().toSeconds());
      return access.settings().ssl() == MailEncryption.IMPLICIT
          ? silent
          : silent.and(Reason.of(ReasonCode.SMTP_TRY_IMPLICIT));
    }
    Optional<ConnectException> nobody = find(causes, ConnectException.class);
    if (nobody.isPresent()) {
      return of(ReasonCode.SMTP_NOBODY, server)
          .with("words", shown(access, nobody.get().getMessage()));
    }
    return encryption(access, server, causes)
        .orElseGet(() -> of(ReasonCode.SMTP_NOT_LET_IN, server).with("words", said));
  }

  private static Reason of(ReasonCode code, String server) {
    return Reason.of(code).with("server", server);
  }

  private static Optional<Reason> encryption(
      MailAccess access, String server, List<Throwable> causes) {
    Optional<CertificateException> certificate = find(causes, CertificateException.class);
    String all =
        causes.stream()
            .map(cause -> String.valueOf(cause.getMessage()))
            .collect(Collectors.joining(" "));
    if (all.contains("STARTTLS is required")) {
      return Optional.of(of(ReasonCode.SMTP_NO_ENCRYPTION, server));
    }
    if (all.contains("PKIX path") || all.contains("unable to find valid certification path")) {
      return Optional.of(of(ReasonCode.SMTP_UNTRUSTED, server));
    }
    if (certificate.isPresent()) {
      return Optional.of(
          of(ReasonCode.SMTP_OTHER_NAME, server)
              .with("words", shown(access, certificate.get().getMessage())));
    }
    if (all.contains("verify identity") || all.contains("No name")) {
      return Optional.of(of(ReasonCode.SMTP_OTHER_NAMES, server));
    }
    return find(causes, SSLException.class)
        .map(
            failure ->
                of(ReasonCode.SMTP_NO_TLS, server)
                    .with("words", shown(access, failure.getMessage())));
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
      return new MailException(Reason.of(ReasonCode.SMTP_NO_RECEIVER).with("words", each), e);
    }
    if (find(causes(e), SocketTimeoutException.class).isPresent()) {
      return new MailException(Reason.of(ReasonCode.SMTP_FELL_SILENT), e);
    }
    String said = answer == null || answer.isBlank() ? String.valueOf(e.getMessage()) : answer;
    return new MailException(
        Reason.of(ReasonCode.SMTP_MAIL_REFUSED).with("words", shown(access, said)), e);
  }

  /** What a server said, on one line, without the password; the full stop is the text's. */
  static String shown(MailAccess access, String said) {
    if (said == null || said.isBlank()) {
      return "…";
    }
    String line = said.strip().replaceAll("\\s*[\\r\\n]+\\s*", " / ").replaceAll("\\p{Cntrl}", "?");
    if (!access.password().isEmpty()) {
      byte[] bytes = access.password().getBytes(StandardCharsets.UTF_8);
      line = line.replace(access.password(), "***");
      line = line.replace(Base64.getEncoder().encodeToString(bytes), "***");
    }
    line = line.replaceAll("[.\\s]+$", "");
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
