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

/**
 * A ZPL printer on a TCP port as far as this program knows one: it takes labels into its memory,
 * prints them when it can, and answers {@code ~HS} and its counter's question, if it tells at all.
 */
public final class FakeZebra implements AutoCloseable {
  private final ServerSocket listener;
  private final List<String> labels = new ArrayList<>();
  private final List<String> beforeQuestions = new ArrayList<>();
  private final StringBuilder memory = new StringBuilder();
  private boolean paperOut;
  private boolean headOpen;
  private boolean ribbonOut;
  private boolean paused;
  private boolean tooHot;
  private boolean silent;
  private boolean counts;
  private int formats;
  private int breakAfter = Integer.MAX_VALUE;

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
    memory.append(label);
    formats++;
    print();
    boolean breaks = labels.size() >= breakAfter;
    breakAfter = breaks ? Integer.MAX_VALUE : breakAfter;
    return breaks;
  }

  private void print() {
    if (!paperOut && !headOpen && !ribbonOut && !paused && formats > 0) {
      for (String label : memory.toString().split("(?<=\\^XZ)")) {
        labels.add(label);
      }
      memory.setLength(0);
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
          String.format(
              "\u0002030,%d,%d,1245,%03d,0,0,0,000,0,0,%d\u0003\r\n"
                  + "\u0002000,0,%d,%d,0,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n",
              flag(paperOut), flag(paused), formats, flag(tooHot), flag(headOpen), flag(ribbonOut));
    } else if (counts) {
      text = "\"" + (1000 + labels.size()) + "\"";
    }
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
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

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
