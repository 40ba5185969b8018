package org.sbs.lpm.label;

import java.io.IOException;
import java.util.Optional;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;

/** The labels of one data file, one after another. Used by one thread. */
public interface Labels extends AutoCloseable {
  /**
   * The next label.
   *
   * @return nothing after the last one; there may be none, when every quantity is 0
   * @throws IncompleteDataException if the file looks cut off
   * @throws BadDataException if it can never be printed; the message names field and line
   * @throws IOException if it cannot be read
   */
  Optional<Label> next() throws IOException, BadDataException, IncompleteDataException;

  /** Lets go of what was read, not of the file. */
  @Override
  void close() throws IOException;
}
