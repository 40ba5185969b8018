package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.label.RejectedRows;
import org.sbs.lpm.state.Log;

/**
 * Writes the rows of a job that are wrong into a file of their own, as they were and with the same
 * header, which can be corrected and dropped again. The whole file is gone through for that, twice.
 */
final class RowFile {
  private static final int MOST_REASONS = 1000;

  private final LabelMaker maker;
  private final Activity activity;

  RowFile(LabelMaker maker, Activity activity) {
    this.maker = maker;
    this.activity = activity;
  }

  /**
   * Files them once.
   *
   * @return the name of the file in {@code failed}
   */
  String file(Job job, RegularFile data)
      throws IOException, LostClaimException, BadDataException, IncompleteDataException {
    Reasons reasons = new Reasons(job.file());
    goThrough(job, data, reasons);
    try {
      return job.store()
          .fileRows(job.claim(), out -> write(job, data, out), reasons.text.toString());
    } catch (WrappedException e) {
      throw e.cause();
    }
  }

  private void goThrough(Job job, RegularFile data, RejectedRows rows)
      throws IOException, BadDataException, IncompleteDataException {
    try (Labels labels = maker.open(job.file(), data, rows)) {
      while (labels.next().isPresent()) {
        activity.worksItself();
      }
    } finally {
      activity.isOutside();
    }
  }

  private void write(Job job, RegularFile data, OutputStream out) throws IOException {
    try {
      Rows rows = new Rows(out, maker.source().encoding());
      goThrough(job, data, rows);
      rows.out.flush();
    } catch (BadDataException e) {
      throw new WrappedException(e);
    } catch (IncompleteDataException e) {
      throw new IOException("The file was changed while it was read: " + e.getMessage(), e);
    }
  }

  /** Takes the data's fault through a place that knows those of files only. */
  private static final class WrappedException extends IOException {
    private static final long serialVersionUID = 1L;

    WrappedException(BadDataException cause) {
      super(cause);
    }

    BadDataException cause() {
      return (BadDataException) getCause();
    }
  }

  private static String withBreak(String text) {
    boolean ends = text.isEmpty() || text.endsWith("\n") || text.endsWith("\r");
    return ends ? text : text + "\n";
  }

  /**
   * A line a row, in the order of the file: the line in the file of wrong rows, which is the one to
   * correct, then what is wrong with the line in the file that came.
   */
  private static final class Reasons implements RejectedRows {
    private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

    private final String origin;
    private final StringBuilder text = new StringBuilder();
    private int count;
    private int line;

    Reasons(String origin) {
      this.origin = origin;
    }

    @Override
    public void add(String head, String row, String reason) {
      line = count == 0 ? 1 + breaks(head) : line;
      count++;
      if (count <= MOST_REASONS) {
        text.append("Line ").append(line).append(", in ").append(Log.oneLine(origin)).append(' ');
        text.append(reason.substring(0, 1).toLowerCase(Locale.ROOT)).append(reason.substring(1));
        text.append(System.lineSeparator());
      } else if (count == MOST_REASONS + 1) {
        text.append("… and more of them.").append(System.lineSeparator());
      }
      line += breaks(row);
    }

    private static int breaks(String text) {
      return (int) BREAK.matcher(withBreak(text)).results().count();
    }
  }

  /** The rows, in the encoding that the sentinel names, or such that it is found again. */
  private static final class Rows implements RejectedRows {
    private final Writer out;
    private final String start;
    private boolean begun;

    Rows(OutputStream out, Optional<Charset> encoding) {
      // A character that the encoding lacks must never become a question mark.
      this.out = new OutputStreamWriter(out, encoding.orElse(StandardCharsets.UTF_8).newEncoder());
      this.start = encoding.isPresent() ? "" : "\uFEFF";
    }

    @Override
    public void add(String head, String row, String reason) throws IOException {
      if (!begun) {
        begun = true;
        out.write(start + withBreak(head));
      }
      out.write(withBreak(row));
    }

    @Override
    public void end(String tail) throws IOException {
      out.write(begun ? tail : "");
    }
  }
}
