package org.sbs.lpm.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read again and again, from memory or from a file that is open. */
public interface Content {
  /** How many bytes they are. */
  long size();

  /** Reads them from their beginning; several streams do not disturb each other. */
  InputStream stream() throws IOException;

  /** Bytes in memory, which must not change any more. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream stream() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
