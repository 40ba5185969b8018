package org.sbs.lpm.data;

import java.io.IOException;
import java.util.Optional;

/**
 * The rows of one data file, one after another: memory for one row at a time, however many there
 * are. A row knows the line that it begins on. Used by one thread.
 */
public interface Records extends AutoCloseable {
  /**
   * The next row.
   *
   * @return nothing after the last one, of which there is at least one
   * @throws IncompleteDataException if the file looks cut off
   * @throws BadDataException if it is complete and wrong
   * @throws IOException if it cannot be read
   */
  Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException;

  /** Lets go of what was read, not of the file. */
  @Override
  void close() throws IOException;
}
