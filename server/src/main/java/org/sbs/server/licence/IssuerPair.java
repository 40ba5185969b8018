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

/**
 * The key pair of who issues licences, and the file that keeps it. Whoever has the file can issue
 * licences; no node needs it. Immutable.
 */
public final class IssuerPair {
  private static final String HEADING = "sbs licence issuer, private key 1";
  private static final int MOST_BYTES = 4096;
  private static final String REMEDY =
      "Name the file that sbs licence issue --new-key made, or make a new one with --new-key.";

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
        throw new LicenceException(file + " is no issuer's key.", REMEDY);
      }
      byte[] pkcs8 = Base64.getDecoder().decode(lines.get(2));
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new IssuerPair(IssuerKey.parse(lines.get(1)), secret);
    } catch (NoSuchFileException e) {
      throw new LicenceException(
          "There is no issuer's key in " + file + ".",
          "Make one with --new-key, once; licences of another key count for nothing on nodes that"
              + " know this one.",
          e);
    } catch (IOException e) {
      throw new LicenceException(
          "The issuer's key in " + file + " cannot be read: " + e + ".",
          "Run the command as the user who made it.",
          e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new LicenceException("The issuer's key in " + file + " is damaged.", REMEDY, e);
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
          "There is a file " + file + " already; nothing was changed.",
          "Leave --new-key out to use it, or name another with --issuer-key.",
          e);
    } catch (IOException e) {
      throw new LicenceException(
          "The issuer's key cannot be written to " + file + ": " + e + ".",
          "Name a file in a folder that you may write, with --issuer-key.",
          e);
    }
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
