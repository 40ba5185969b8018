package org.sbs.server.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sbs.server.json.JsonText;
import org.sbs.server.json.JsonValue;
import org.sbs.server.json.NotJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known addresses of the names in the settings, in {@code addresses.json} of the state
 * folder. Only a help: a file that cannot be read or written is a warning in the log, and what is
 * wrong in it is skipped. A name that is in the settings no more is forgotten. Safe for any thread.
 */
public final class AddressFile {
  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
  private static final int SIZE_LIMIT = 1 << 16;
  private static final int MOST_ADDRESSES = 32;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}"
              + "|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?");

  private final Path file;
  private final Disk disk;
  private final Map<String, List<InetAddress>> known = new LinkedHashMap<>();
  private final Object writing = new Object();

  private AddressFile(Path file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  /**
   * Reads what was kept.
   *
   * @param folder the node's state folder, which exists
   * @param names those in the settings
   */
  public static AddressFile open(Path folder, Collection<String> names) {
    return open(folder, names, new RealDisk());
  }

  static AddressFile open(Path folder, Collection<String> names, Disk disk) {
    AddressFile opened = new AddressFile(folder.resolve("addresses.json"), disk);
    names.forEach(name -> opened.known.put(name, List.of()));
    opened.load();
    return opened;
  }

  private void load() {
    JsonValue json;
    try {
      if (Files.size(file) > SIZE_LIMIT) {
        throw new IOException("it is longer than " + SIZE_LIMIT + " bytes");
      }
      json = JsonValue.read(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return;
    } catch (NotJsonException e) {
      LOG.warn("The last known addresses in {} are lost: it is not JSON", file);
      return;
    } catch (IOException e) {
      LOG.warn("The last known addresses in {} cannot be read: {}", file, e.toString());
      return;
    }
    for (String name : List.copyOf(known.keySet())) {
      json.find(name).ifPresent(list -> known.put(name, addresses(list.value())));
    }
  }

  private static List<InetAddress> addresses(Object list) {
    List<InetAddress> addresses = new ArrayList<>();
    for (Object item : list instanceof List<?> items ? items : List.of()) {
      if (addresses.size() < MOST_ADDRESSES
          && item instanceof String text
          && ADDRESS.matcher(text).matches()) {
        try {
          addresses.add(InetAddress.getByName(text)); // No name, so nobody is asked.
        } catch (UnknownHostException e) {
          LOG.debug("{} is no address here any more", text, e);
        }
      }
    }
    return List.copyOf(addresses);
  }

  /** The addresses last kept under that name; none for one that is not in the settings. */
  public synchronized List<InetAddress> recall(String name) {
    return known.getOrDefault(name, List.of());
  }

  /** Keeps those, durably when this returns. */
  public void keep(String name, List<InetAddress> addresses) {
    synchronized (writing) { // What is recalled does not wait for the disk.
      write(changed(name, addresses));
    }
  }

  private synchronized byte[] changed(String name, List<InetAddress> addresses) {
    known.computeIfPresent(
        name, (kept, before) -> addresses.stream().limit(MOST_ADDRESSES).toList());
    return json();
  }

  private byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    known.forEach(
        (name, addresses) -> {
          if (!addresses.isEmpty()) {
            json.put(name, addresses.stream().map(InetAddress::getHostAddress).toList());
          }
        });
    return JsonText.line(json).getBytes(StandardCharsets.UTF_8);
  }

  private void write(byte[] content) {
    try {
      disk.replaceDurably(file, content);
    } catch (IOException e) {
      LOG.warn("The addresses of other nodes cannot be kept in {}: {}", file, e.toString());
    }
  }
}
