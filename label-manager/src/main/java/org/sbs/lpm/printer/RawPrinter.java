package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

/** Sends each job over a TCP connection of its own, as printers expect on port 9100. */
final class RawPrinter implements Printer {
  private static final int PART_BYTES = 32 << 10;

  private final PrinterDefinition.Raw definition;

  RawPrinter(PrinterDefinition.Raw definition) {
    this.definition = definition;
  }

  @Override
  public void probe() throws PrinterException {
    connect().close();
  }

  @Override
  public boolean replacesReprints() {
    return false;
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    return new RawDelivery(connect());
  }

  private TimedConnection connect() throws PrinterException {
    try {
      return TimedConnection.open(definition.host(), definition.port(), definition.connectMs());
    } catch (IOException e) {
      throw new PrinterException(
          "Printer "
              + definition.name()
              + ": "
              + definition.host()
              + " port "
              + definition.port()
              + " cannot be reached ("
              + e.getMessage()
              + "); check that it is on and connected.",
          Sent.NOTHING,
          e);
    }
  }

  private final class RawDelivery implements Delivery {
    private final TimedConnection connection;
    private boolean began;

    RawDelivery(TimedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      byte[] part = new byte[(int) Math.min(label.size(), PART_BYTES)];
      try (InputStream stream = label.stream()) {
        for (int count = stream.read(part); count > 0; count = stream.read(part)) {
          began = true;
          connection.write(ByteBuffer.wrap(part, 0, count), definition.stallMs());
        }
      } catch (IOException e) {
        throw maybe("the connection failed while label " + number + " was sent", e);
      }
    }

    @Override
    public int finish() throws PrinterException {
      try {
        connection.finish(definition.closeMs(), definition.awaitClose());
        return 0;
      } catch (IOException e) {
        throw maybe("all bytes were sent, but the connection did not end in order", e);
      }
    }

    private PrinterException maybe(String what, IOException e) {
      return new PrinterException(
          "Printer " + definition.name() + ": " + what + " (" + e.getMessage() + ").",
          began ? Sent.MAYBE : Sent.NOTHING,
          e);
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
