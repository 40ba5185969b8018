package org.sbs.desktop.view;

import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import net.miginfocom.swing.MigLayout;
import org.sbs.view.page.StatusPage;

/** One node at a glance: its machine's name, its role, and where it is. */
final class NodeCard {
  private static final int SIGN = 28;

  private final JPanel panel;
  private final String title;
  private final JLabel sign = new JLabel();
  private final JTextArea host;
  private final JLabel role = Labels.larger(new JLabel(), "h3");
  private final JTextArea lines;

  NodeCard(String name, String title) {
    this.title = title;
    // A border of the look's own colour also after a change of looks.
    this.panel =
        new JPanel(new MigLayout("insets 8lp, fillx, hidemode 3", "[][grow,fill]")) {
          private static final long serialVersionUID = 1L;

          @Override
          public void updateUI() {
            super.updateUI();
            setBorder(
                BorderFactory.createLineBorder(
                    UIManager.getColor("Component.borderColor"), 1, true));
          }
        };
    panel.setName(name);
    panel.getAccessibleContext().setAccessibleName(title);
    this.host = Labels.flowing(name + ".host");
    this.lines = Labels.flowing(name + ".lines");
    role.setName(name + ".role");
    panel.add(new JLabel(title), "span, split 2, aligny top, gapright 8lp");
    panel.add(Labels.strong(host), "growx, pushx, wmin 60lp");
    panel.add(sign, "newline, aligny top");
    panel.add(role, "");
    panel.add(lines, "newline, skip 1, wmin 60lp");
  }

  JPanel panel() {
    return panel;
  }

  void show(StatusPage.Card card) {
    sign.setIcon(new StateIcon(card.state(), SIGN));
    // A machine whose name is not known is called what it is called already.
    Labels.say(host, card.host().equals(title) ? "" : card.host());
    role.setText(card.role());
    Labels.say(lines, String.join("\n", card.lines()));
  }
}
