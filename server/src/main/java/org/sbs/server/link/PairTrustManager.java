package org.sbs.server.link;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts the pair's public key and nothing else. Whether the other end has the private key too is
 * TLS's own proof; dates, names and signatures of the certificate prove nothing here.
 */
final class PairTrustManager extends X509ExtendedTrustManager {
  private final byte[] publicKey;

  PairTrustManager(PublicKey publicKey) {
    this.publicKey = publicKey.getEncoded();
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
    if (!MessageDigest.isEqual(publicKey, chain[0].getPublicKey().getEncoded())) {
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
