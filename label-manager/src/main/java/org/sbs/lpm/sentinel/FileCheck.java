package org.sbs.lpm.sentinel;

import java.io.IOException;
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
  private FileCheck() {}

  /** Goes through the whole file; counts its labels. */
  static Job.Checked check(LabelMaker maker, String name, RegularFile file, Activity activity)
      throws IOException, BadDataException, IncompleteDataException {
    int count = 0;
    Optional<String> printer = Optional.empty();
    Count rejected = new Count();
    try (Labels labels = maker.open(name, file, rejected)) {
      for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
        count += label.get().copies();
        printer = label.get().printer();
        activity.worksItself();
      }
    }
    if (count == 0 && rejected.count > 0) {
      throw new BadDataException(
          rejected.count == 1
              ? rejected.first
              : "No row is right, and "
                  + rejected.count
                  + " are wrong; the first: "
                  + rejected.first);
    }
    return new Job.Checked(count, Stamp.of(file.attributes()), printer, rejected.count);
  }

  /** How many rows are wrong, and why the first one is. */
  private static final class Count implements RejectedRows {
    private int count;
    private String first = "";

    @Override
    public void add(String head, String text, String reason) {
      first = count == 0 ? reason : first;
      count++;
    }
  }
}
