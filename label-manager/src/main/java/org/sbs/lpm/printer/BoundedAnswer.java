package org.sbs.lpm.printer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Gathers an HTTP body up to a limit; what is longer is dropped and reported when it is read. */
final class BoundedAnswer implements Consumer<Optional<byte[]>> {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;
  private boolean tooLong;

  BoundedAnswer(int limitBytes) {
    this.limit = limitBytes;
  }

  @Override
  public synchronized void accept(Optional<byte[]> part) {
    if (part.isEmpty()) {
      return;
    }
    if (bytes.size() + part.get().length > limit) {
      tooLong = true;
    } else {
      bytes.writeBytes(part.get());
    }
  }

  synchronized InputStream stream() throws IOException {
    if (tooLong) {
      throw new IOException("it is longer than " + limit + " bytes");
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
