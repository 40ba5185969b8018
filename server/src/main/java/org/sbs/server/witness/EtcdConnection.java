package org.sbs.server.witness;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** The client of one etcd cluster: every question has a deadline, every fault a sentence. */
final class EtcdConnection implements AutoCloseable {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** Kept, for a logger that nobody keeps forgets its level. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private final EtcdSetup setup;
  private final Client client;

  private EtcdConnection(EtcdSetup setup, Client client) {
    this.setup = setup;
    this.client = client;
  }

  /**
   * Makes the client; nothing is sent yet.
   *
   * @throws WitnessException if a certificate, key or password cannot be read
   */
  static EtcdConnection of(EtcdSetup setup) throws WitnessException {
    return of(setup, setup.namespace());
  }

  /** The same for the keys of all pairs. */
  static EtcdConnection ofPairs(EtcdSetup setup) throws WitnessException {
    return of(setup, setup.prefix());
  }

  private static EtcdConnection of(EtcdSetup setup, String namespace) throws WitnessException {
    // It does not log as the rest of SBS does, and what fails is told by exceptions.
    GRPC.setLevel(Level.SEVERE);
    ClientBuilder builder =
        Client.builder()
            .endpoints(setup.endpoints().toArray(String[]::new))
            .namespace(text(namespace))
            .connectTimeout(setup.deadline())
            .retryMaxDuration(setup.deadline())
            // Whoever waits for a connection learns only that it did not come, and not why.
            .waitForReady(false);
    Deadline deadline = new Deadline(setup.deadline().toNanos());
    builder.interceptor(deadline).authInterceptors(deadline);
    if (setup.login().isPresent()) {
      EtcdSetup.Login login = setup.login().get();
      builder.user(text(login.user())).password(text(password(login.passwordFile())));
    }
    if (setup.endpoints().get(0).startsWith("https:")) {
      encrypt(builder, setup);
    }
    return new EtcdConnection(setup, builder.build());
  }

  static ByteSequence text(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  private static String password(Path file) throws WitnessException {
    try {
      PosixFileAttributeView rights =
          Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (rights != null
          && rights.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
        throw new WitnessException(
            Reason.of(ReasonCode.ETCD_PASSWORD_OPEN).with("file", file.toString()));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.ETCD_PASSWORD_UNREADABLE).with("words", e.toString()), e);
    }
  }

  private static void encrypt(ClientBuilder builder, EtcdSetup setup) throws WitnessException {
    try {
      for (Path file : setup.authority().stream().toList()) {
        byte[] unused = Files.readAllBytes(file);
      }
      builder.sslContext(context -> certificates(context, setup));
    } catch (IOException | IllegalArgumentException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.ETCD_CERTIFICATES_UNUSABLE).with("words", e.toString()), e);
    }
  }

  private static void certificates(SslContextBuilder context, EtcdSetup setup) {
    setup.authority().ifPresent(file -> context.trustManager(file.toFile()));
    setup
        .certificate()
        .ifPresent(own -> context.keyManager(own.chain().toFile(), own.key().toFile()));
  }

  Client client() {
    return client;
  }

  /**
   * What came of a question.
   *
   * @throws WitnessException if it failed or was not answered in time
   */
  <T> T await(CompletableFuture<T> question) throws WitnessException {
    return awaitFound(question).orElseThrow(() -> failed(Reason.of(ReasonCode.ETCD_LEASE_UNKNOWN)));
  }

  /** The same for questions about a lease; empty if etcd does not know it any more. */
  <T> Optional<T> awaitFound(CompletableFuture<T> question) throws WitnessException {
    try {
      return Optional.of(question.get(setup.deadline().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      if (code(e).filter(ErrorCode.NOT_FOUND::equals).isPresent()) {
        return Optional.empty();
      }
      throw new WitnessException(failure(why(e)), e);
    } catch (TimeoutException e) {
      question.cancel(true);
      throw failed(Reason.of(ReasonCode.ETCD_SILENT).with("millis", setup.deadline().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(Reason.of(ReasonCode.ETCD_NOT_ASKED));
    }
  }

  private static Optional<ErrorCode> code(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof EtcdException etcd) {
        return Optional.of(etcd.getErrorCode());
      }
    }
    return Optional.empty();
  }

  private Reason failure(Reason why) {
    return Reason.of(ReasonCode.ETCD_FAILED)
        .with("names", String.join(", ", setup.endpoints()))
        .with("why", why);
  }

  /** A failure of etcd; the reason is the rest of a sentence that begins with where it is. */
  WitnessException failed(Reason why) {
    return new WitnessException(failure(why));
  }

  private static Reason why(Throwable thrown) {
    String last = "";
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      last = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      if (cause instanceof SSLException) {
        return Reason.of(ReasonCode.ETCD_UNTRUSTED).with("words", last);
      }
      if (last.contains("authentication failed")) {
        return Reason.of(ReasonCode.ETCD_REFUSED);
      }
      if (last.contains("user name is empty")) {
        return Reason.of(ReasonCode.ETCD_USER_MISSING);
      }
      if (last.contains("permission denied")) {
        return Reason.of(ReasonCode.ETCD_DENIED);
      }
    }
    return Reason.of(ReasonCode.ETCD_UNREACHED).with("words", last);
  }

  @Override
  public void close() {
    client.close();
  }

  /** Gives every call a deadline, so that none is carried out when nobody waits any more. */
  private record Deadline(long nanos) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return next.newCall(method, options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS));
    }
  }
}
