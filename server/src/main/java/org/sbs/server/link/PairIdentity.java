package org.sbs.server.link;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * What a node shows and accepts on the wire (R10.1): one P-256 key that both nodes derive from
 * their pair key, in a self-signed certificate. TLS proves that the other end has the private key;
 * nothing but that public key counts, neither dates, so that no clock needs to be right, nor names.
 *
 * <p>While the pair key is changed a node accepts two (R10.8). The caller's sign tells which one it
 * means; the called node shows that one, or its current one where it does not have it; the caller
 * takes any that it accepts, and shows the same.
 *
 * <p>Each connection gets a TLS context of its own. So no session can be resumed, and each
 * connection proves the key anew.
 *
 * <p>For any thread.
 */
public final class PairIdentity {
  /** The subject of the certificate; by it a node with another pair key is told from a stranger. */
  static final String SUBJECT = "CN=" + KeyIdentity.NAME;

  private volatile List<KeyIdentity> accepted;
  private volatile KeyNote note;

  private PairIdentity(List<KeyIdentity> accepted, KeyNote note) {
    this.accepted = accepted;
    this.note = note;
  }

  /** The identity of a pair whose key never changes. */
  public static PairIdentity of(PairKey key) {
    return new PairIdentity(List.of(KeyIdentity.of(key)), Keyring.of(key).note());
  }

  /** The identity of a pair with these keys. */
  static PairIdentity of(Keyring ring) {
    PairIdentity identity = of(ring.current());
    identity.use(ring);
    return identity;
  }

  /** From now on these keys prove the pair, and no others. */
  synchronized void use(Keyring ring) {
    List<KeyIdentity> before = accepted;
    List<KeyIdentity> now = new ArrayList<>();
    for (PairKey key : ring.accepted()) {
      now.add(
          before.stream()
              .filter(identity -> identity.key().equals(key))
              .findFirst()
              .orElseGet(() -> KeyIdentity.of(key)));
    }
    accepted = List.copyOf(now);
    note = ring.note().withoutNews();
  }

  /** What a greeting tells of the keys, to a node that may not be the pair's other one. */
  KeyNote note() {
    return note;
  }

  /**
   * TLS over a connected socket, as the one that called. The socket stays open when TLS fails or is
   * closed: whoever made it ends it, so that what TLS said last is not lost.
   */
  SSLSocket client(Socket socket) throws IOException {
    return client(socket, call());
  }

  /**
   * The same with what was made before: a call speaks at once where it is connected, and so is not
   * taken for one of a crowd that says nothing.
   *
   * @param call of {@link #call}, used once
   */
  SSLSocket client(Socket socket, Call call) throws IOException {
    SSLSocket tls = tls(socket, call.context());
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setServerNames(List.of(call.meant().token().fresh()));
    tls.setSSLParameters(parameters);
    tls.setUseClientMode(true);
    return tls;
  }

  /** The same over an accepted socket; the other end must show a certificate of the pair. */
  SSLSocket server(Socket socket) throws IOException {
    return server(socket, new byte[0]);
  }

  /**
   * The same.
   *
   * @param firstRecord how the caller began, which tells what key it means
   */
  SSLSocket server(Socket socket, byte[] firstRecord) throws IOException {
    List<KeyIdentity> now = accepted;
    KeyIdentity shown = tokenShown(now, firstRecord).map(TokenShown::with).orElse(now.get(0));
    PairTrustManager trust = new PairTrustManager(now);
    SSLSocket tls = tls(socket, context(new PairKeyManager(() -> shown), trust));
    tls.setUseClientMode(false);
    return tls;
  }

  /** The number in the sign of a connection that begins so; empty where it shows none. */
  Optional<String> tokenShown(byte[] firstRecord) {
    return tokenShown(accepted, firstRecord).map(TokenShown::number);
  }

  private static Optional<TokenShown> tokenShown(List<KeyIdentity> now, byte[] firstRecord) {
    Optional<String> name = ClientHello.serverName(firstRecord);
    return now.stream()
        .flatMap(
            identity ->
                name
                    .flatMap(identity.token()::read)
                    .map(number -> new TokenShown(identity, number))
                    .stream())
        .findFirst();
  }

  /** A sign, and the key by which it is one. */
  private record TokenShown(KeyIdentity with, String number) {}

  /**
   * The id of the key that the other end has proved; empty where that does not prove the pair any
   * more.
   */
  Optional<String> proved(SSLSocket tls) {
    try {
      if (tls.getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
        return accepted.stream()
            .filter(identity -> identity.isShownBy(shown))
            .map(identity -> identity.key().id())
            .findFirst();
      }
      return Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** What proves the pair key to the other end. */
  KeyManager keys() {
    KeyIdentity shown = accepted.get(0);
    return new PairKeyManager(() -> shown);
  }

  /** What one call to the other node needs. */
  record Call(SSLContext context, KeyIdentity meant) {}

  /** For one call. */
  Call call() throws IOException {
    List<KeyIdentity> now = accepted;
    PairTrustManager trust = new PairTrustManager(now);
    // The other end shows its key first; so this one knows what both have.
    SSLContext context = context(new PairKeyManager(() -> trust.met().orElse(now.get(0))), trust);
    return new Call(context, now.get(0));
  }

  private static SSLSocket tls(Socket socket, SSLContext context) throws IOException {
    // The address as text: it needs no name service, and no name is told to the other end.
    String host = socket.getInetAddress().getHostAddress();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), false);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setNeedClientAuth(true);
    tls.setSSLParameters(parameters);
    return tls;
  }

  /** For one connection. */
  private static SSLContext context(KeyManager keys, TrustManager trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java runtime has no TLS 1.3.", e);
    }
  }
}
