package org.sbs.lpm.sentinel;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterDefinition;
import org.sbs.lpm.printer.PrinterGate;
import org.sbs.lpm.printer.PrinterGates;
import org.sbs.lpm.printer.PrinterWatch;
import org.sbs.lpm.settings.SentinelDefinition;

/**
 * The printers of a sentinel with their gates.
 *
 * @param own where labels go whose data choose no printer
 * @param others those that the data may choose, by name in lower case
 */
record Stations(Station own, Map<String, Station> others) {
  /** One printer. */
  record Station(PrinterDefinition definition, Printer printer, PrinterGate gate) {
    static Station of(
        PrinterDefinition definition, String writer, PrinterWatch watch, PrinterGates gates) {
      PrinterGate gate = gates.of(definition);
      return new Station(definition, definition.create(writer, watch, gate), gate);
    }

    String name() {
      return definition.name();
    }
  }

  /** Those that a definition names. */
  static Stations of(
      SentinelDefinition definition, String writer, PrinterWatch watch, PrinterGates gates) {
    Map<String, Station> others = new LinkedHashMap<>();
    definition
        .printers()
        .forEach((name, printer) -> others.put(name, Station.of(printer, writer, watch, gates)));
    return new Stations(Station.of(definition.printer(), writer, watch, gates), others);
  }

  /** The one that the data choose. */
  Station of(Optional<String> name) {
    return name.map(others::get).orElse(own);
  }

  /** Whether one of them may be away while others print. */
  boolean areSeveral() {
    return !others.isEmpty();
  }

  /**
   * What a file asks of one device.
   *
   * @param printers which the data choose for it
   * @param labels how many labels, copies included
   * @param before how many of them are left out
   */
  record Part(Station station, Set<Optional<String>> printers, int labels, int before) {
    private Part and(Job.Share share) {
      Set<Optional<String>> both = new HashSet<>(printers);
      both.add(share.printer());
      return new Part(station, both, labels + share.labels(), before + share.before());
    }
  }

  /** The parts of a file, one a device, in their order. */
  List<Part> parts(List<Job.Share> shares) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Job.Share share : shares) {
      Station station = of(share.printer());
      String device = station.definition().device();
      parts.put(device, parts.getOrDefault(device, new Part(station, Set.of(), 0, 0)).and(share));
    }
    return List.copyOf(parts.values());
  }

  /** All of them, the sentinel's own first. */
  List<Station> all() {
    return Stream.concat(Stream.of(own), others.values().stream()).toList();
  }
}
