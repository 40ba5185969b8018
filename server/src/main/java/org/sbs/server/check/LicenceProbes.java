package org.sbs.server.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.StartPermission;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Topic;

/** What a licence means for a takeover. */
final class LicenceProbes {
  private LicenceProbes() {}

  static String kind(LicenceFinding licence) {
    return licence.state().name().toLowerCase(Locale.ROOT);
  }

  static List<Probe> of(LicenceFinding licence, StartPermission permission) {
    List<Probe> probes = new ArrayList<>();
    switch (licence.state()) {
      case OFF -> {}
      case NONE -> probes.add(Probe.trouble(Topic.LICENCE, "", licence.what()));
      case EXPIRED -> {
        probes.add(Probe.fine(Topic.LICENCE, ""));
        probes.add(Probe.trouble(Topic.LICENCE_END, "", licence.what()));
      }
      case MAIN, BACKUP -> {
        probes.add(Probe.fine(Topic.LICENCE, ""));
        probes.add(
            licence.endsSoon()
                ? Probe.trouble(Topic.LICENCE_END, "", licence.what())
                : Probe.fine(Topic.LICENCE_END, ""));
      }
    }
    return probes;
  }
}
