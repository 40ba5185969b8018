package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sbs.core.settings.RawValue.Flag;
import org.sbs.core.settings.RawValue.Many;
import org.sbs.core.settings.RawValue.Other;
import org.sbs.core.settings.RawValue.Table;
import org.sbs.core.settings.RawValue.Text;
import org.sbs.core.settings.RawValue.Whole;

/** Settings as nobody would write them: known names and wild ones, with values of every kind. */
final class AnyTable {
  private static final List<String> TEXTS =
      List.of("", "lpm", "command", "b", "[::1]:1", "..", "/srv/a", "C:\\a", "\0", "x".repeat(300));

  private static final List<SettingKey> KEYS = List.of(SettingKey.values());

  private AnyTable() {}

  static Table root(Random random) {
    Map<String, RawValue> tables = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      SettingKey key = anyKey(random);
      boolean table = random.nextInt(10) > 0;
      String name = random.nextInt(10) > 0 ? key.table() : "nonsense";
      tables.put(name, table ? table(random) : value(random, 2));
    }
    return new Table(tables, 0);
  }

  private static Table table(Random random) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String known = random.nextInt(5) == 0 ? "folder" : anyKey(random).shortName();
      entries.put(random.nextInt(10) > 0 ? known : "x" + known, value(random, 2));
    }
    return new Table(entries, 1);
  }

  private static SettingKey anyKey(Random random) {
    return KEYS.get(random.nextInt(KEYS.size()));
  }

  private static RawValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new Text(TEXTS.get(random.nextInt(TEXTS.size())), 1);
      case 1 -> new Whole(random.nextBoolean() ? random.nextLong() : random.nextInt(1000), 1);
      case 2 -> new Flag(random.nextBoolean(), 1);
      case 3 -> new Other("1.5", 1);
      case 4 -> many(random, depth - 1);
      default -> folder(random, depth - 1);
    };
  }

  private static RawValue many(Random random, int depth) {
    List<RawValue> items = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(value(random, depth));
    }
    return new Many(items, 1);
  }

  private static RawValue folder(Random random, int depth) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    for (String name : List.of("path", "include", "typo")) {
      if (random.nextBoolean()) {
        entries.put(name, value(random, depth));
      }
    }
    return new Table(entries, 1);
  }
}
