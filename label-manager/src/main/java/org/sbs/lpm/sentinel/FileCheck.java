package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.label.RejectedRows;

/** The first of two passes over a file: every label is made, none is kept. */
final class FileCheck {
  private static final int MOST_REASONS = 20;

  private FileCheck() {}

  /**
   * Goes through the whole file; counts its labels.
   *
   * @param from the label from which it is printed again
   */
  static Job.Checked check(
      LabelMaker maker, String name, RegularFile file, int from, Activity activity)
      throws IOException, BadDataException, IncompleteDataException {
    int count = 0;
    Map<Optional<String>, Job.Share> shares = new LinkedHashMap<>();
    Count rejected = new Count();
    try (Labels labels = maker.open(name, file, rejected)) {
      for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
        int copies = label.get().copies();
        int before = Math.max(0, Math.min(copies, from - 1 - count));
        Optional<String> printer = label.get().printer();
        Job.Share share = shares.getOrDefault(printer, new Job.Share(printer, 0, 0));
        shares.put(
            printer, new Job.Share(printer, share.labels() + copies, share.before() + before));
        count += copies;
        activity.worksItself();
      }
    }
    if (count == 0 && rejected.count > 0) {
      throw new BadDataException(rejected.count == 1 ? rejected.reasons.get(0) : rejected.all());
    }
    return new Job.Checked(
        List.copyOf(shares.values()), Stamp.of(file.attributes()), rejected.count);
  }

  /** How many rows are wrong, and why the first ones are. */
  private static final class Count implements RejectedRows {
    private final List<String> reasons = new ArrayList<>();
    private int count;

    @Override
    public void add(String head, String text, String reason) {
      if (count < MOST_REASONS) {
        reasons.add(reason);
      }
      count++;
    }

    String all() {
      int more = count - reasons.size();
      return "No row is right, and "
          + count
          + " are wrong:\n"
          + String.join("\n", reasons)
          + (more == 0 ? "" : "\nand " + more + " more.");
    }
  }
}
