import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes what wixl makes an installer of: STAGE TEMPLATE VERSION TO. Every id follows from the path
 * of its file, so that the same files give the same installer, and a newer version knows the
 * components of an older one.
 */
final class WindowsInstaller {
  /** Of all ids of SBS; it must never change. */
  private static final UUID NAMESPACE = UUID.fromString("0c3f5be6-5f0a-5d0e-9f0b-2a7f6f4c1c51");

  /** Files that the template names by their ids. */
  private static final Map<String, String> NAMED = Map.of("runtime/bin/java.exe", "java.exe");

  private final List<String> components = new ArrayList<>();
  private final StringBuilder tree = new StringBuilder();

  public static void main(String[] words) throws Exception {
    Path stage = Path.of(words[0]);
    Path to = Path.of(words[3]);
    for (Path jar : jars(stage)) {
      store(jar);
    }
    WindowsInstaller files = new WindowsInstaller();
    files.folder(stage, "", "        ");
    StringBuilder group = new StringBuilder();
    files.components.forEach(id -> group.append("      <ComponentRef Id=\"" + id + "\"/>\n"));
    String wxs =
        Files.readString(Path.of(words[1]))
            .replace("@PRODUCT@", id("product " + words[2]))
            .replace("@VERSION@", words[2])
            .replace("@FILES@\n", files.tree)
            .replace("@COMPONENTS@\n", group);
    for (String name : List.of("Settings", "Menu")) {
      wxs = wxs.replace("@GUID " + name + "@", id("component " + name));
    }
    Files.writeString(to.resolve("sbs.wxs"), wxs);
    Files.writeString(to.resolve("package-id"), "{" + id(digest(stage) + wxs) + "}");
    Files.writeString(
        to.resolve("Environment.idt"),
        String.join(
            "\r\n",
            "Environment\tName\tValue\tComponent_",
            "s72\tl255\tL255\ts72",
            "Environment\tEnvironment",
            "EnvPath\t=-*PATH\t[~];[APPDIR]\tSettings",
            "EnvHome\t=-*SBS_HOME\t[DATADIR].\tSettings",
            ""));
  }

  private static List<Path> jars(Path stage) throws IOException {
    try (Stream<Path> files = Files.walk(stage)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /**
   * The installer compresses all files as one, which makes it 7 MB smaller than jars that are
   * compressed already.
   */
  private static void store(Path jar) throws IOException {
    FileTime time = Files.getLastModifiedTime(jar);
    Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(stored))) {
      to.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry : from.stream().toList()) {
        ZipEntry plain = new ZipEntry(entry.getName());
        plain.setTimeLocal(entry.getTimeLocal());
        plain.setSize(entry.getSize());
        plain.setCrc(entry.getCrc());
        to.putNextEntry(plain);
        from.getInputStream(entry).transferTo(to);
        to.closeEntry();
      }
    }
    Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(jar, time);
  }

  private void folder(Path folder, String path, String indent)
      throws IOException, NoSuchAlgorithmException {
    for (Path entry : sorted(folder)) {
      String name = entry.getFileName().toString();
      String inner = path.isEmpty() ? name : path + "/" + name;
      String hash = HexFormat.of().formatHex(sha1(inner), 0, 12);
      if (Files.isDirectory(entry)) {
        tree.append(indent + "<Directory Id=\"d" + hash + "\" Name=\"" + xml(name) + "\">\n");
        folder(entry, inner, indent + "  ");
        tree.append(indent + "</Directory>\n");
      } else {
        String file = NAMED.getOrDefault(inner, "f" + hash);
        tree.append(
            indent
                + "<Component Id=\"c"
                + hash
                + "\" Guid=\""
                + id("file " + inner)
                + "\" Win64=\"yes\"><File Id=\""
                + file
                + "\" Name=\""
                + xml(name)
                + "\" Source=\"stage/"
                + xml(inner)
                + "\" KeyPath=\"yes\"/></Component>\n");
        components.add("c" + hash);
      }
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      TreeMap<String, Path> byName = new TreeMap<>();
      entries.forEach(entry -> byName.put(entry.getFileName().toString(), entry));
      return List.copyOf(byName.values());
    }
  }

  /** Of all that is packed. */
  private static String digest(Path stage) throws IOException, NoSuchAlgorithmException {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(stage)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.update(stage.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), all)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
    return HexFormat.of().formatHex(all.digest());
  }

  /** A UUID of version 5 (RFC 9562), in capitals, without which Windows does not take it. */
  private static String id(String name) throws NoSuchAlgorithmException {
    ByteBuffer hash = ByteBuffer.wrap(sha1(name));
    long high = hash.getLong() & ~0xF000L | 0x5000L;
    long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }

  private static byte[] sha1(String name) throws NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-1");
    hash.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array());
    return hash.digest(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
