package org.sbs.server.link;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** TLS servers that are no SBS. */
final class TlsStranger {
  private TlsStranger() {}

  /** A server with a certificate of its own that asks for none. */
  static ServerSocket serve(String subject) throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X500Name name = new X500Name(subject);
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.TEN,
            Date.from(Instant.EPOCH),
            Date.from(Instant.parse("2100-01-01T00:00:00Z")),
            name,
            keys.getPublic());
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    return serve(
        context(
            new PairKeyManager(
                () ->
                    new KeyIdentity(
                        PairKey.generate(),
                        certificate,
                        keys.getPrivate(),
                        PreauthToken.of(PairKey.generate())))),
        false);
  }

  /** A server with the pair's own certificate that takes nobody else's. */
  static ServerSocket refusingEveryClient(PairKey key) throws Exception {
    return serve(context(PairIdentity.of(key).keys()), true);
  }

  private static SSLContext context(KeyManager keys) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        new KeyManager[] {keys}, new TrustManager[] {new TrustsNobody()}, new SecureRandom());
    return context;
  }

  private static ServerSocket serve(SSLContext context, boolean askForCertificate)
      throws IOException {
    return Raw.serve(
        socket -> {
          SSLSocket tls = over(context, socket);
          tls.setUseClientMode(false);
          tls.setNeedClientAuth(askForCertificate);
          try {
            tls.startHandshake();
          } catch (SSLException refused) {
            // Who hangs up on what is still under way loses its own alert with it.
            Raw.awaitClosed(socket);
          }
        });
  }

  private static SSLSocket over(SSLContext context, Socket socket) throws IOException {
    return (SSLSocket)
        context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), false);
  }

  private static final class TrustsNobody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("nobody");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("nobody");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
