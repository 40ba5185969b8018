package org.sbs.server.link;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What a node shows and accepts on the wire (R10.1): one P-256 key that both nodes derive from
 * their pair key, in a self-signed certificate. TLS proves that the other end has the private key;
 * nothing but that public key counts, neither dates, so that no clock needs to be right, nor names.
 *
 * <p>Each connection gets a TLS context of its own. So no session can be resumed, and each
 * connection proves the key anew.
 *
 * <p>Immutable, for any thread.
 */
public final class PairIdentity {
  /** The subject of the certificate; by it a node with another pair key is told from a stranger. */
  static final String SUBJECT = "CN=SBS pair";

  private static final String CURVE = "secp256r1";
  private static final String HKDF_INFO = "sbs pair link, certificate key, version 1";
  // The first and last instants that a certificate can name in four-digit years.
  private static final Date NOT_BEFORE = Date.from(Instant.parse("1950-01-01T00:00:00Z"));
  private static final Date NOT_AFTER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  private final KeyManager keys;
  private final TrustManager trust;
  private final Knock knock;

  private PairIdentity(KeyManager keys, TrustManager trust, Knock knock) {
    this.keys = keys;
    this.trust = trust;
    this.knock = knock;
  }

  /** Derives the identity of the pair; the same key gives the same identity on both nodes. */
  public static PairIdentity of(PairKey key) {
    try {
      X9ECParameters curve = CustomNamedCurves.getByName(CURVE);
      BigInteger scalar = scalar(key.secret(), curve.getN());
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(CURVE));
      ECParameterSpec spec = named.getParameterSpec(ECParameterSpec.class);
      var point = new FixedPointCombMultiplier().multiply(curve.getG(), scalar).normalize();
      ECPoint w =
          new ECPoint(
              point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
      KeyFactory factory = KeyFactory.getInstance("EC");
      PublicKey publicKey = factory.generatePublic(new ECPublicKeySpec(w, spec));
      PrivateKey privateKey = factory.generatePrivate(new ECPrivateKeySpec(scalar, spec));
      X509Certificate certificate = certificate(publicKey, privateKey);
      return new PairIdentity(
          new PairKeyManager(certificate, privateKey),
          new PairTrustManager(publicKey),
          Knock.of(key));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("This Java runtime cannot make a P-256 certificate.", e);
    }
  }

  /**
   * TLS over a connected socket, as the one that called. The socket stays open when TLS fails or is
   * closed: whoever made it ends it, so that what TLS said last is not lost.
   */
  SSLSocket client(Socket socket) throws IOException {
    return client(socket, context());
  }

  /**
   * The same with a context that was made before: a call speaks at once where it is connected, and
   * so is not taken for one of a crowd that says nothing.
   *
   * @param context of {@link #context}, used once
   */
  SSLSocket client(Socket socket, SSLContext context) throws IOException {
    return tls(socket, context, true);
  }

  /** The same over an accepted socket; the other end must show the pair's certificate. */
  SSLSocket server(Socket socket) throws IOException {
    return tls(socket, context(), false);
  }

  /** The sign by which a call of the peer is told from a crowd. */
  Knock knock() {
    return knock;
  }

  /** What proves the pair key to the other end. */
  KeyManager keys() {
    return keys;
  }

  private SSLSocket tls(Socket socket, SSLContext context, boolean client) throws IOException {
    // The address as text: it needs no name service, and no name is told to the other end.
    String host = socket.getInetAddress().getHostAddress();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), false);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setNeedClientAuth(true);
    if (client) {
      parameters.setServerNames(List.of(knock.fresh()));
    }
    tls.setSSLParameters(parameters);
    tls.setUseClientMode(client);
    return tls;
  }

  /** For one connection. */
  SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java runtime has no TLS 1.3.", e);
    }
  }

  /** Evenly spread over 1 … n-1: 64 bits more than n has make the bias of the remainder nil. */
  private static BigInteger scalar(byte[] secret, BigInteger n) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    byte[] info = HKDF_INFO.getBytes(StandardCharsets.US_ASCII);
    hkdf.init(new HKDFParameters(secret, null, info));
    byte[] wide = new byte[n.bitLength() / 8 + 8];
    hkdf.generateBytes(wide, 0, wide.length);
    return new BigInteger(1, wide).mod(n.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  private static X509Certificate certificate(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException, OperatorCreationException {
    X500Name name = new X500Name(SUBJECT);
    var builder =
        new JcaX509v3CertificateBuilder(
            name, BigInteger.ONE, NOT_BEFORE, NOT_AFTER, name, publicKey);
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
