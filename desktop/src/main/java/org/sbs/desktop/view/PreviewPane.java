package org.sbs.desktop.view;

import java.awt.Component;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingWorker;
import net.miginfocom.swing.MigLayout;
import org.sbs.core.reason.ReasonException;
import org.sbs.view.settings.Preview;
import org.sbs.view.text.Sizes;
import org.sbs.view.text.Words;

/** What a folder's filters take and leave out, looked up on the disk in the background. */
final class PreviewPane {
  private final Words words;
  private final JPanel panel =
      new JPanel(new MigLayout("insets 0, fill", "[grow,fill]", "[][grow,fill]"));
  private final JLabel summary = new JLabel(" ");
  private final DefaultListModel<Preview.Item> model = new DefaultListModel<>();
  private final JList<Preview.Item> list = new JList<>(model);
  private PreviewRequest latest = new PreviewRequest("", List.of(), List.of());
  private SwingWorker<Preview, Void> worker;

  /** What was asked for. */
  private record PreviewRequest(String path, List<String> include, List<String> exclude) {}

  PreviewPane(Words words) {
    this.words = words;
    summary.setName("preview-summary");
    list.setName("preview");
    list.setVisibleRowCount(6);
    list.setCellRenderer(new ItemCell());
    list.getAccessibleContext().setAccessibleName(words.get("preview.title"));
    panel.add(summary, "growx");
    panel.add(new JScrollPane(list), "newline, grow");
  }

  JPanel panel() {
    return panel;
  }

  void clear() {
    stop();
    latest = new PreviewRequest("", List.of(), List.of());
    model.clear();
    summary.setText(" ");
  }

  private void stop() {
    if (worker != null) {
      worker.cancel(false);
    }
  }

  /** Looks anew if something else is asked for. */
  void look(String path, List<String> include, List<String> exclude) {
    PreviewRequest wanted = new PreviewRequest(path, include, exclude);
    if (wanted.equals(latest)) {
      return;
    }
    latest = wanted;
    stop();
    summary.setText(words.get("preview.looking"));
    worker =
        new SwingWorker<>() {
          @Override
          protected Preview doInBackground() {
            return Preview.of(path, include, exclude, this::isCancelled);
          }

          @Override
          protected void done() {
            if (!isCancelled() && wanted.equals(latest)) {
              try {
                show(get());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ExecutionException e) {
                summary.setText(
                    e.getCause() instanceof ReasonException known
                        ? "⚠ " + words.say(known.reason())
                        : String.valueOf(e.getCause().getMessage()));
              }
            }
          }
        };
    worker.execute();
  }

  private void show(Preview found) {
    model.clear();
    model.addAll(found.items());
    String counted =
        words.get(
            found.whole() ? "preview.summary" : "preview.summary-more",
            Map.of(
                "files", String.format(words.locale(), "%,d", found.files()),
                "size", Sizes.text(found.bytes(), words.locale()),
                "out", String.format(words.locale(), "%,d", found.leftOut())));
    summary.setText(found.problem().map(problem -> "⚠ " + words.say(problem)).orElse(counted));
  }

  /** A tick for what is taken, a cross and grey for what is not. */
  private static final class ItemCell extends DefaultListCellRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> in, Object value, int index, boolean chosen, boolean focused) {
      super.getListCellRendererComponent(in, value, index, chosen, focused);
      Preview.Item item = (Preview.Item) value;
      setText((item.taken() ? "✓  " : "✗  ") + item.path());
      if (!chosen && !item.taken()) {
        setForeground(Palette.quiet());
      }
      return this;
    }
  }
}
