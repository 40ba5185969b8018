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

  /** Keeps the text of each row from now on, for a caller that wants to write it down. */
  void keepRows();

  /** What stands before the rows, such as a header; with its line breaks. */
  default String head() {
    return "";
  }

  /**
   * The text of the last row, or of the row that was wrong, with its line break if it has one.
   * Head, any such texts and tail are a file of the same format, with the same fields in its rows.
   */
  String rowText();

  /** What stands behind the rows, such as the end of an element; with its line breaks. */
  default String tail() {
    return "";
  }

  /** Lets go of what was read, not of the file. */
  @Override
  void close() throws IOException;
}
