package org.sbs.server.link;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
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
 * What proves one pair key on the wire: a P-256 key that both nodes derive from it, in a
 * self-signed certificate, and the sign by which a call with that key is told from a crowd.
 * Immutable.
 *
 * @param key the pair key
 * @param certificate of the derived key
 * @param privateKey the derived key
 * @param token the sign by which its connections are told from a crowd's
 */
record KeyIdentity(
    PairKey key, X509Certificate certificate, PrivateKey privateKey, PreauthToken token) {
  private static final String CURVE = "secp256r1";
  private static final String HKDF_INFO = "sbs pair link, certificate key, version 1";
  // The first and last instants that a certificate can name in four-digit years.
  private static final Date NOT_BEFORE = Date.from(Instant.parse("1950-01-01T00:00:00Z"));
  private static final Date NOT_AFTER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  /** Derives it; the same key gives the same identity on both nodes. */
  static KeyIdentity of(PairKey key) {
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
      return new KeyIdentity(key, certificate, privateKey, PreauthToken.of(key));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("This Java runtime cannot make a P-256 certificate.", e);
    }
  }

  /** Whether a certificate has this identity's public key. Its names and dates prove nothing. */
  boolean isShownBy(X509Certificate other) {
    return MessageDigest.isEqual(
        certificate.getPublicKey().getEncoded(), other.getPublicKey().getEncoded());
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
    X500Name name = new X500Name(PairIdentity.SUBJECT);
    var builder =
        new JcaX509v3CertificateBuilder(
            name, BigInteger.ONE, NOT_BEFORE, NOT_AFTER, name, publicKey);
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
