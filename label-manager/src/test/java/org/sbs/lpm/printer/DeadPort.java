package org.sbs.lpm.printer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine at which nobody answers: it is taken by a socket that does not listen, so
 * that no other program, as another test beside this one, gets it.
 */
final class DeadPort implements AutoCloseable {
  private final Socket holder = new Socket();

  /** Takes that port, on which something listened until now; waits until that has let it go. */
  DeadPort(int port) throws IOException {
    holder.setReuseAddress(true);
    await("port " + port)
        .ignoreExceptionsInstanceOf(BindException.class)
        .until(
            () -> {
              holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
              return holder.isBound();
            });
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}
