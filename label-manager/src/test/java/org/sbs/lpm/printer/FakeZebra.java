package org.sbs.lpm.printer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ZPL printer on a TCP port as far as this program knows one: it takes labels into its memory,
 * prints them when it can, and answers {@code ~HS} and its counter's question, if it tells at all.
 */
public final class FakeZebra implements AutoCloseable {
  private final ServerSocket listener;
  private final List<String> labels = new ArrayList<>();
  private final List<String> beforeQuestions = new ArrayList<>();
  private final List<String> memory = new ArrayList<>();
  private boolean paperOut;
  private boolean headOpen;
  private boolean ribbonOut;
  private boolean paused;
  private boolean tooHot;
  private boolean silent;
  private boolean counts;
  private int formats;
  private int breakAfter = Integer.MAX_VALUE;
  private int breakBefore = Integer.MAX_VALUE;

  public FakeZebra() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "zebra");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket), "zebra-job");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream sinceQuestion = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        sinceQuestion.write(b);
        String text = sinceQuestion.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith("~HS\r\n") || text.endsWith("_label_count\"\r\n")) {
          sinceQuestion.reset();
          answer(socket, text);
        } else if (text.endsWith("^XZ") && takeLabel(text.substring(text.lastIndexOf("^XA")))) {
          socket.setSoLinger(true, 0);
          return;
        }
      }
      waitUntilPrinted();
    } catch (IOException e) {
      return;
    }
  }

  private synchronized boolean takeLabel(String label) {
    if (labels.size() + 1 >= breakBefore) {
      breakBefore = Integer.MAX_VALUE;
      return true;
    }
    memory.add(label);
    formats++;
    print();
    boolean breaks = labels.size() >= breakAfter;
    breakAfter = breaks ? Integer.MAX_VALUE : breakAfter;
    return breaks;
  }

  private void print() {
    if (!paperOut && !headOpen && !ribbonOut && !paused && formats > 0) {
      labels.addAll(memory);
      memory.clear();
      formats = 0;
      notifyAll();
    }
  }

  private synchronized void waitUntilPrinted() {
    try {
      while (formats > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void answer(Socket socket, String question) throws IOException {
    beforeQuestions.add(question);
    if (silent) {
      return;
    }
    String text = "";
    if (question.endsWith("~HS\r\n")) {
      text =
          line("030,%d,%d,1245,%03d,0,0,0,000,0,0,%d", paperOut, paused, formats, tooHot)
              + line("000,0,%d,%d,0,2,4,0,00000000,1,000", headOpen, ribbonOut)
              + line("1234,0");
    } else if (counts) {
      text = "\"" + (1000 + labels.size()) + "\"";
    }
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String line(String format, Object... values) {
    Object[] numbers =
        Stream.of(values)
            .map(value -> value instanceof Boolean set ? (set ? 1 : 0) : value)
            .toArray();
    return "\u0002" + String.format(format, numbers) + "\u0003\r\n";
  }

  /** What has come out. */
  public synchronized List<String> labels() {
    return List.copyOf(labels);
  }

  /** What had come since the question before, with each question at its end. */
  public synchronized List<String> questions() {
    return List.copyOf(beforeQuestions);
  }

  public synchronized void paperOut(boolean is) {
    paperOut = is;
    print();
  }

  /** One thing that stops it. */
  public synchronized void trouble(PrinterState state) {
    headOpen = state == PrinterState.HEAD_OPEN;
    paperOut = state == PrinterState.PAPER_OUT;
    ribbonOut = state == PrinterState.RIBBON_OUT;
    paused = state == PrinterState.PAUSED;
    tooHot = state == PrinterState.TOO_HOT;
  }

  public synchronized void silent() {
    silent = true;
  }

  public synchronized void counts() {
    counts = true;
  }

  /** Breaks the connection, once, when so many labels have come out in its life. */
  public synchronized void breakAfter(int count) {
    breakAfter = count;
  }

  /** Prints a label that comes from another program. */
  public synchronized void printForOthers() {
    labels.add("^XA^FDfor others^FS^XZ");
  }

  /** What it has taken and cannot print. */
  public synchronized List<String> waiting() {
    return List.copyOf(memory);
  }

  /** Breaks the connection, once, and loses the label that would be that one of its life. */
  public synchronized void breakBefore(int count) {
    breakBefore = count;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
