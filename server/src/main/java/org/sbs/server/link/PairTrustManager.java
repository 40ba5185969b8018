package org.sbs.server.link;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts the pair's public keys and nothing else, on one connection. Whether the other end has the
 * private key too is TLS's own proof; dates, names and signatures of the certificate prove nothing
 * here.
 */
final class PairTrustManager extends X509ExtendedTrustManager {
  private final List<KeyIdentity> accepted;
  private volatile Optional<KeyIdentity> met = Optional.empty();

  PairTrustManager(List<KeyIdentity> accepted) {
    this.accepted = accepted;
  }

  /** Which one the other end showed; empty before. */
  Optional<KeyIdentity> met() {
    return met;
  }

  /** The other end showed a certificate, and it is not the pair's. */
  static final class OtherKeyException extends CertificateException {
    private static final long serialVersionUID = 1;

    private final String subject;

    OtherKeyException(String subject) {
      super("another key than the pair's: " + subject);
      this.subject = subject;
    }

    /** Whom the certificate names. */
    String subject() {
      return subject;
    }

    /** True where the certificate is a pair's, though another pair's. */
    boolean isOtherPair() {
      return subject.equals(PairIdentity.SUBJECT);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    met = accepted.stream().filter(identity -> identity.isShownBy(chain[0])).findFirst();
    if (met.isEmpty()) {
      throw new OtherKeyException(PeerText.clean(chain[0].getSubjectX500Principal().getName()));
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
