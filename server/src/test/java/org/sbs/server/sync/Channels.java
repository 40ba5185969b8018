package org.sbs.server.sync;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Frame;

/** Two ends of a connection for folder data, without the pair link. */
public final class Channels {
  static final int MAX_FRAME_BYTES = 1024 * 1024;

  private Channels() {}

  /** The ends. */
  public record Ends(BulkChannel primary, BulkChannel secondary) {}

  /** Within this process; a few hundred frames fit between the ends. */
  public static Ends inMemory() {
    BlockingQueue<Frame> there = new ArrayBlockingQueue<>(256);
    BlockingQueue<Frame> back = new ArrayBlockingQueue<>(256);
    AtomicBoolean closed = new AtomicBoolean();
    return new Ends(new Queues(there, back, closed), new Queues(back, there, closed));
  }

  /** Over a socket, with the framing of the link. */
  public static Ends overSocket() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket one = new Socket(listener.getInetAddress(), listener.getLocalPort());
      return new Ends(new Wired(one), new Wired(listener.accept()));
    }
  }

  /** Keeps what is sent. */
  static final class Recorder implements BulkChannel {
    final List<Frame> frames = new ArrayList<>();

    @Override
    public void send(Frame frame) {
      frames.add(frame);
    }

    @Override
    public void flush() {}

    @Override
    public Frame receive() throws IOException {
      throw new IOException("nobody answers");
    }

    @Override
    public void close() {}
  }

  /** Counts what is sent. */
  static final class Counted implements BulkChannel {
    private final BulkChannel inner;
    private final AtomicLong bytes = new AtomicLong();

    Counted(BulkChannel inner) {
      this.inner = inner;
    }

    long bytes() {
      return bytes.get();
    }

    @Override
    public void send(Frame frame) throws IOException {
      bytes.addAndGet(Integer.BYTES + frame.getSerializedSize());
      inner.send(frame);
    }

    @Override
    public void flush() throws IOException {
      inner.flush();
    }

    @Override
    public Frame receive() throws IOException {
      return inner.receive();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private record Queues(BlockingQueue<Frame> out, BlockingQueue<Frame> in, AtomicBoolean closed)
      implements BulkChannel {
    @Override
    public void send(Frame frame) throws IOException {
      try {
        while (!out.offer(frame, 20, TimeUnit.MILLISECONDS)) {
          requireOpen();
        }
        requireOpen();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public void flush() {}

    @Override
    public Frame receive() throws IOException {
      try {
        while (true) {
          Frame frame = in.poll(20, TimeUnit.MILLISECONDS);
          if (frame != null) {
            return frame;
          }
          requireOpen();
        }
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }

    private void requireOpen() throws IOException {
      if (closed.get()) {
        throw new IOException("closed");
      }
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static final class Wired implements BulkChannel {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wired(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 * 1024));
    }

    @Override
    public synchronized void send(Frame frame) throws IOException {
      int length = frame.getSerializedSize();
      if (length == 0 || length > MAX_FRAME_BYTES) {
        throw new IOException("a frame of " + length + " bytes");
      }
      out.writeInt(length);
      frame.writeTo(out);
    }

    @Override
    public synchronized void flush() throws IOException {
      out.flush();
    }

    @Override
    public Frame receive() throws IOException {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return Frame.parseFrom(bytes);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
