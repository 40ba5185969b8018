package org.sbs.lpm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Records;
import org.sbs.lpm.data.Wanted;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Labels;

/** What comes as a stream, as a list, for files of a few rows. */
public final class Whole {
  private Whole() {}

  public static List<DataRow> rows(
      DataFormat format, String name, byte[] content, boolean finalLineBreak)
      throws BadDataException, IncompleteDataException {
    DataSource source = new DataSource(format, Optional.empty(), List.of(), finalLineBreak);
    return rows(source, name, content, Wanted.NOTHING);
  }

  public static List<DataRow> rows(DataSource source, String name, byte[] content, Wanted wanted)
      throws BadDataException, IncompleteDataException {
    List<DataRow> rows = new ArrayList<>();
    try (Records records = source.open(name, Content.of(content), wanted)) {
      for (Optional<DataRow> row = records.next(); row.isPresent(); row = records.next()) {
        rows.add(row.get());
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Label> labels(LabelMaker maker, String name, byte[] content)
      throws BadDataException, IncompleteDataException {
    List<Label> all = new ArrayList<>();
    try (Labels labels = maker.open(name, Content.of(content))) {
      for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
        all.add(label.get());
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(Content content) {
    try {
      return content.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
