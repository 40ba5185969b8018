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

/** The first of two passes over a file: every label is made, none is kept. */
final class FileCheck {
  private FileCheck() {}

  /** Goes through the whole file; counts its labels. */
  static Job.Checked check(LabelMaker maker, String name, RegularFile file, Activity activity)
      throws IOException, BadDataException, IncompleteDataException {
    int count = 0;
    try (Labels labels = maker.open(name, file)) {
      for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
        count += label.get().copies();
        activity.worksItself();
      }
    }
    return new Job.Checked(count, Stamp.of(file.attributes()));
  }
}
