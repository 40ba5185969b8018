package org.sbs.server.link;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
  /** The common name in the certificate. */
  static final String NAME = "SBS pair";

  private static final String CURVE = "secp256r1";
  private static final String HKDF_INFO = "sbs pair link, certificate key, version 1";
  private static final String MAC = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final String SIGNATURE = "SHA256withECDSA";

  // DER: what signs (ecdsa-with-SHA256), and what kind of name follows (commonName).
  private static final byte[] SIGNED_BY = HexFormat.of().parseHex("300a06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  // The first and last instants that a certificate can name in four-digit years.
  private static final String NOT_BEFORE = "500101000000Z";
  private static final String NOT_AFTER = "99991231235959Z";

  private static final int VERSION_3 = 2;

  /** Derives it; the same key gives the same identity on both nodes. */
  static KeyIdentity of(PairKey key) {
    try {
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(CURVE));
      ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
      BigInteger scalar = scalar(key.secret(), curve.getOrder());
      KeyFactory factory = KeyFactory.getInstance("EC");
      PrivateKey privateKey = factory.generatePrivate(new ECPrivateKeySpec(scalar, curve));
      for (ECPoint point : candidates(privateKey, factory, curve)) {
        PublicKey publicKey = factory.generatePublic(new ECPublicKeySpec(point, curve));
        X509Certificate certificate = certificate(publicKey, privateKey);
        if (isSigned(certificate)) {
          return new KeyIdentity(key, certificate, privateKey, PreauthToken.of(key));
        }
      }
      throw new GeneralSecurityException("no public key belongs to the derived private key");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make a P-256 certificate.", e);
    }
  }

  /** Whether a certificate has this identity's public key. Its names and dates prove nothing. */
  boolean isShownBy(X509Certificate other) {
    return MessageDigest.isEqual(
        certificate.getPublicKey().getEncoded(), other.getPublicKey().getEncoded());
  }

  /** Evenly spread over 1 … n-1: 64 bits more than n has make the bias of the remainder nil. */
  private static BigInteger scalar(byte[] secret, BigInteger n) throws GeneralSecurityException {
    byte[] info = HKDF_INFO.getBytes(StandardCharsets.US_ASCII);
    byte[] wide = hkdf(secret, info, n.bitLength() / 8 + 8);
    return new BigInteger(1, wide).mod(n.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  /** HKDF with SHA-256 and without a salt (RFC 5869). */
  private static byte[] hkdf(byte[] secret, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] extracted = mac(new byte[MAC_BYTES]).doFinal(secret);
    ByteBuffer expanded = ByteBuffer.allocate(length);
    byte[] block = {};
    for (byte counter = 1; expanded.hasRemaining(); counter++) {
      Mac mac = mac(extracted);
      mac.update(block);
      mac.update(info);
      mac.update(counter);
      block = mac.doFinal();
      expanded.put(block, 0, Math.min(block.length, expanded.remaining()));
    }
    return expanded.array();
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac;
  }

  /**
   * The two points of which one is the public key. Java multiplies no points; an agreement with the
   * curve's base point gives the x of the product, in constant time, and the curve two y for it.
   */
  private static List<ECPoint> candidates(
      PrivateKey privateKey, KeyFactory factory, ECParameterSpec spec)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(privateKey);
    agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(spec.getGenerator(), spec)), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    EllipticCurve curve = spec.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger square = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
    // A root modulo a prime that leaves 3 when divided by 4, as that of P-256 does.
    BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    return List.of(new ECPoint(x, y), new ECPoint(x, p.subtract(y)));
  }

  private static boolean isSigned(X509Certificate certificate) throws GeneralSecurityException {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (SignatureException e) {
      return false; // By the private key of the other point.
    }
  }

  private static X509Certificate certificate(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(NAME))));
    byte[] content =
        Der.sequence(
            Der.firstPart(Der.smallInteger(VERSION_3)),
            Der.smallInteger(1), // the serial number
            SIGNED_BY,
            name,
            Der.sequence(Der.utcTime(NOT_BEFORE), Der.generalizedTime(NOT_AFTER)),
            name,
            publicKey.getEncoded());
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(privateKey);
    signature.update(content);
    byte[] whole = Der.sequence(content, SIGNED_BY, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }
}
