package org.sbs.lpm.printer;

import java.io.IOException;

/** A queue of a print server that others have made, with a socket for a printer behind it. */
public interface RealQueue extends AutoCloseable {
  /** Where jobs are sent to. */
  String uri();

  /** Stops it, as an operator does. */
  void pause() throws Exception;

  /** Starts it again. */
  void resume() throws Exception;

  /** Cancels what it has, as an operator does. */
  void cancelAll() throws Exception;

  /** What its server has logged, for a failure. */
  String log() throws Exception;

  @Override
  void close() throws IOException;
}
