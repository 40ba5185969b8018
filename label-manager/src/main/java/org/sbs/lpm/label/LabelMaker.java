package org.sbs.lpm.label;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Records;
import org.sbs.lpm.data.Wanted;
import org.sbs.lpm.files.Content;

/**
 * Makes labels from a data file, one at a time: whoever wants all or none goes through it twice.
 * Immutable.
 *
 * @param template what to fill; empty to pass the file through as it is
 * @param source how the data are read
 * @param fields how they are meant
 * @param labelLimit at most so many labels from one file, copies included
 * @param selection what the data may choose
 */
public record LabelMaker(
    Optional<Template> template,
    DataSource source,
    Fields fields,
    int labelLimit,
    Selection selection) {
  /** At most so many labels from one file where the sentinel says nothing else. */
  public static final int MAX_LABELS = 10_000;

  /** With nothing for the data to choose. */
  public LabelMaker(Optional<Template> template, DataSource source, Fields fields, int labelLimit) {
    this(template, source, fields, labelLimit, Selection.NONE);
  }

  /** Begins with the labels of one file; nobody hears of rows that are wrong and passed over. */
  public Labels open(String fileName, Content content)
      throws IOException, BadDataException, IncompleteDataException {
    return open(fileName, content, (head, text, reason) -> {});
  }

  /**
   * Begins with the labels of one file.
   *
   * @param content stays the caller's, who closes it after the labels
   * @param rejected hears of rows that are wrong and passed over
   */
  public Labels open(String fileName, Content content, RejectedRows rejected)
      throws IOException, BadDataException, IncompleteDataException {
    if (template.isEmpty()) {
      if (content.size() == 0) {
        throw new IncompleteDataException("The file is empty.");
      }
      return new PassedThrough(content);
    }
    Records records = source.open(fileName, content, new Wanted(names(template.get())));
    return new FilledLabels(records, template.get(), this, rejected);
  }

  /** The fields that may be used, as the data name them. */
  private Set<String> names(Template own) {
    Set<String> names = new HashSet<>(own.fields());
    selection.templates().values().forEach(each -> names.addAll(each.fields()));
    names.add(fields.quantityField());
    selection.templateField().ifPresent(names::add);
    selection.printerField().ifPresent(names::add);
    return names.stream().map(fields::inData).collect(Collectors.toSet());
  }

  /** The whole file as the one label that it is. */
  private static final class PassedThrough implements Labels {
    private final Content content;
    private boolean taken;

    PassedThrough(Content content) {
      this.content = content;
    }

    @Override
    public Optional<Label> next() {
      boolean first = !taken;
      taken = true;
      return first ? Optional.of(new Label(content, 1, Optional.empty())) : Optional.empty();
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
