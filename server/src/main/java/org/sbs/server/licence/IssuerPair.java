package org.sbs.server.licence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.sbs.core.licence.IssuerKey;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The key pair of who issues licences, and the file that keeps it. Whoever has the file can issue
 * licences; no node needs it. Immutable.
 */
public final class IssuerPair {
  private static final String HEADING = "sbs licence issuer, private key 1";
  private static final int MOST_BYTES = 4096;
  private static final Reason REMEDY = Reason.of(ReasonCode.ISSUER_KEY_NAME);

  private final IssuerKey open;
  private final PrivateKey secret;

  private IssuerPair(IssuerKey open, PrivateKey secret) {
    this.open = open;
    this.secret = secret;
  }

  /** A new pair, kept nowhere yet. */
  public static IssuerPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      // The last 32 bytes of the X.509 form are the key as RFC 8032 writes it.
      byte[] x509 = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
      return new IssuerPair(IssuerKey.of(raw), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }

  /**
   * Reads a file that {@link #write} made.
   *
   * @throws LicenceException when it is not there or is something else
   */
  public static IssuerPair read(Path file) throws LicenceException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      if (lines.size() != 3 || !lines.get(0).equals(HEADING)) {
        throw new LicenceException(of(ReasonCode.ISSUER_KEY_NOT_ONE, file), REMEDY);
      }
      byte[] pkcs8 = Base64.getDecoder().decode(lines.get(2));
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new IssuerPair(IssuerKey.parse(lines.get(1)), secret);
    } catch (NoSuchFileException e) {
      throw new LicenceException(
          of(ReasonCode.ISSUER_KEY_MISSING, file), Reason.of(ReasonCode.ISSUER_KEY_MAKE), e);
    } catch (IOException e) {
      throw new LicenceException(
          of(ReasonCode.ISSUER_KEY_UNREADABLE, file).with("why", e.toString()),
          Reason.of(ReasonCode.ISSUER_KEY_AS_ITS_USER),
          e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new LicenceException(of(ReasonCode.ISSUER_KEY_DAMAGED, file), REMEDY, e);
    }
  }

  /**
   * Writes a new file that its owner alone may read, durably.
   *
   * @throws LicenceException when there is one already, or it cannot be written
   */
  public void write(Path file) throws LicenceException {
    String text =
        HEADING
            + "\n"
            + open.text()
            + "\n"
            + Base64.getEncoder().encodeToString(secret.getEncoded())
            + "\n";
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    try (OutputStream out =
        Channels.newOutputStream(Files.newByteChannel(file, options, ownerOnly(file)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw new LicenceException(
          of(ReasonCode.ISSUER_KEY_THERE, file), Reason.of(ReasonCode.ISSUER_KEY_USE_IT), e);
    } catch (IOException e) {
      throw new LicenceException(
          of(ReasonCode.ISSUER_KEY_NOT_WRITTEN, file).with("why", e.toString()),
          Reason.of(ReasonCode.ISSUER_KEY_ELSEWHERE),
          e);
    }
  }

  private static Reason of(ReasonCode code, Path file) {
    return Reason.of(code).with("file", file.toString());
  }

  private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix =
        Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** What the settings of nodes name. */
  public IssuerKey open() {
    return open;
  }

  /** Signs. */
  byte[] sign(byte[] what) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(what);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }
}
