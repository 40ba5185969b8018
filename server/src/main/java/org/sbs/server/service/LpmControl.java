package org.sbs.server.service;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Asks the running Label Print Manager what its own commands ask it, over the same connection: a
 * message takes a millisecond, a command is a JVM that must start. The commands stay the way where
 * no Label Print Manager listens, or another version of it.
 *
 * @param stateFolder the Label Print Manager's, where it writes on which port it listens
 * @param limit how long an answer may take
 */
public record LpmControl(Path stateFolder, Duration limit) {
  private static final String FILE = "control";
  private static final Pattern PORT_AND_TOKEN =
      Pattern.compile("([0-9]{1,5})\n([0-9a-f]{16,128})\n");
  private static final int MOST_FILE_BYTES = 256;
  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final int CONNECT_LIMIT_MS = 1_000;
  private static final int MOST_PORT = 65_535;

  /**
   * Carries out one command, with lines of input.
   *
   * @return nothing if nobody listens who understands; then nothing was carried out, or it may be
   *     carried out once more
   * @throws ServiceException if it does not answer in time
   */
  Optional<ShortProgram.Outcome> ask(String command, String input) throws ServiceException {
    try {
      Matcher file = PORT_AND_TOKEN.matcher(file());
      if (!file.matches() || Integer.parseInt(file.group(1)) > MOST_PORT) {
        return Optional.empty();
      }
      String request = "LPM1 " + file.group(2) + " " + command + "\n" + input.strip() + "\n\n";
      return read(exchange(Integer.parseInt(file.group(1)), request));
    } catch (SocketTimeoutException e) {
      throw new ServiceException(
          ServiceException.Kind.TIME_LIMIT,
          Reason.of(ReasonCode.LPM_SILENT)
              .with("command", command)
              .with("time", limit.toMillis() + " ms"),
          e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String file() throws IOException {
    Path file = stateFolder.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(MOST_FILE_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  private byte[] exchange(int port, String request) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (Socket socket = new Socket()) {
      connect(socket, port);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (answer.size() <= MOST_ANSWER_BYTES) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (leftMs <= 0) {
          throw new SocketTimeoutException();
        }
        socket.setSoTimeout(Math.toIntExact(leftMs));
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          return answer.toByteArray();
        }
        answer.write(buffer, 0, count);
      }
      throw new IOException("the answer is too long");
    }
  }

  private static void connect(Socket socket, int port) throws IOException {
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
    } catch (SocketTimeoutException e) {
      throw new IOException(e); // Nobody took the request: the command may be tried.
    }
  }

  /** Lines for standard output and for errors, and last the exit status. */
  private static Optional<ShortProgram.Outcome> read(byte[] answer) throws IOException {
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(answer), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("O ")) {
        out.append(line, 2, line.length()).append('\n');
      } else if (line.startsWith("E ")) {
        errors.append(line, 2, line.length()).append('\n');
      } else if (line.matches("X [0-9]{1,3}")) {
        int status = Integer.parseInt(line.substring(2));
        return Optional.of(new ShortProgram.Outcome(status, out.toString(), errors.toString()));
      } else {
        break;
      }
    }
    return Optional.empty();
  }
}
