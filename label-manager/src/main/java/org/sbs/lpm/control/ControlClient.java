package org.sbs.lpm.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the Label Print Manager that runs with a state folder. */
public final class ControlClient {
  private static final int CONNECT_MS = 2000;
  private static final int ANSWER_MS = 15_000;
  private static final int MAX_LINES = 1_000_000;

  private ControlClient() {}

  /**
   * Carries out one command.
   *
   * @return the answer; nothing if no Label Print Manager runs there, or it does not answer
   */
  public static Optional<Reply> ask(Path stateFolder, String command, List<String> arguments) {
    try {
      Optional<ControlFile> file = ControlFile.read(stateFolder);
      return file.isEmpty() ? Optional.empty() : ask(file.get(), command, arguments);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Reply> ask(ControlFile file, String command, List<String> arguments)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), file.port()), CONNECT_MS);
      socket.setSoTimeout(ANSWER_MS);
      StringBuilder request = new StringBuilder("LPM1 " + file.token() + " " + command + "\n");
      arguments.forEach(argument -> request.append(argument).append('\n'));
      request.append('\n');
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      Reply.Decoder decoder = new Reply.Decoder();
      for (int i = 0; i < MAX_LINES; i++) {
        String line = reader.readLine();
        if (line == null || !decoder.take(line)) {
          break;
        }
      }
      return decoder.isComplete() ? Optional.of(decoder.reply()) : Optional.empty();
    }
  }
}
