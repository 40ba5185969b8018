package org.sbs.server.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Trust in an authority that Java does not know: a company's own. */
final class CompanyTrust {
  private CompanyTrust() {}

  /**
   * Makes connections to servers for which that authority vouches, and to no others.
   *
   * @param pem one certificate or several
   * @throws MailException if there is none in it
   */
  static SSLSocketFactory factory(String pem) throws MailException {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
      }
      if (trusted.size() == 0) {
        throw new MailException(Reason.of(ReasonCode.MAIL_AUTHORITY_EMPTY));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new MailException(
          Reason.of(ReasonCode.MAIL_AUTHORITY_UNUSABLE)
              .with("words", String.valueOf(e.getMessage())),
          e);
    }
  }
}
