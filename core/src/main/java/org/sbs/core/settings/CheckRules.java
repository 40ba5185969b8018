package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.settings.RawValue.Many;
import org.sbs.core.settings.RawValue.Table;
import org.sbs.core.settings.RawValue.Text;
import org.sbs.core.settings.RawValue.Whole;
import org.sbs.core.settings.ServiceAdapter.Kind;

/** What must hold in {@code service.checks}. */
final class CheckRules {
  private static final SettingKey KEY = SettingKey.SERVICE_CHECKS;
  private static final int MOST = 20;

  private static final String TCP = "tcp";
  private static final String HTTP = "http";
  private static final String PROGRAM = "program";
  private static final String JOBS = "jobs-older-than-seconds";
  private static final List<String> FORMS = List.of(TCP, HTTP, PROGRAM, JOBS);

  /** What a number may be, and what counts where none is given. */
  private record Range(int otherwise, int least, int most) {}

  private static final String EVERY = "every-seconds";
  private static final String WITHIN = "within-seconds";
  private static final String FAILURES = "failures";
  private static final String START = "start-seconds";

  private static final Map<String, Range> NUMBERS = new LinkedHashMap<>();

  static {
    NUMBERS.put(EVERY, new Range(30, 1, 86_400));
    NUMBERS.put(WITHIN, new Range(30, 1, 600));
    NUMBERS.put(FAILURES, new Range(3, 1, 100));
    NUMBERS.put(START, new Range(60, 0, 3_600));
  }

  private static final Range OLDER = new Range(600, 10, 86_400);

  private final ParsedSettings given;
  private final Kind adapter;

  private CheckRules(ParsedSettings given, Kind adapter) {
    this.given = given;
    this.adapter = adapter;
  }

  /** What counts where no checks are given: the Label Print Manager is looked after in any case. */
  static RawValue otherwise(Table root) {
    boolean lpm =
        !(root.entries().get(KEY.table()) instanceof Table service)
            || !(service.entries().get(SettingKey.SERVICE_ADAPTER.shortName()) instanceof Text word)
            || word.value().equals("lpm");
    Map<String, RawValue> jobs = new LinkedHashMap<>();
    jobs.put(JOBS, new Whole(OLDER.otherwise(), 0));
    jobs.put(EVERY, new Whole(2L * NUMBERS.get(EVERY).otherwise(), 0));
    return new Many(lpm ? List.of(new Table(jobs, 0)) : List.of(), 0);
  }

  static List<HealthCheck> check(ParsedSettings given, Kind adapter) {
    List<HealthCheck> checks = new ArrayList<>();
    CheckRules rules = new CheckRules(given, adapter);
    List<RawValue> items = given.items(KEY);
    for (RawValue item : items) {
      rules.one(item).ifPresent(checks::add);
    }
    if (items.size() > MOST) {
      given.wrong(
          KEY,
          Reason.of(ReasonCode.CHECKS_TOO_MANY).with("count", items.size()),
          Reason.of(ReasonCode.DO_FEWER_CHECKS).with("most", MOST));
    }
    return List.copyOf(checks);
  }

  private Optional<HealthCheck> one(RawValue item) {
    if (!(item instanceof Table table)) {
      wrong(
          item.line(),
          "",
          Reason.of(ReasonCode.CHECK_NOT_TABLE).with("kind", item.kind().words()),
          Reason.of(ReasonCode.DO_WRITE_CHECK).with("example", "{ tcp = \"127.0.0.1:9000\" }"));
      return Optional.empty();
    }
    boolean known = keys(table);
    Optional<String> form = form(table, known);
    HealthCheck.Pace pace =
        new HealthCheck.Pace(
            number(table, EVERY, NUMBERS.get(EVERY)),
            number(table, WITHIN, NUMBERS.get(WITHIN)),
            number(table, FAILURES, NUMBERS.get(FAILURES)),
            number(table, START, NUMBERS.get(START)));
    return form.flatMap(
        name ->
            switch (name) {
              case TCP -> tcp(table, pace);
              case HTTP -> http(table, pace);
              case PROGRAM -> program(table, pace);
              default -> jobs(table, pace);
            });
  }

  /** Whether every key of a check is one. */
  private boolean keys(Table table) {
    Set<String> names = new LinkedHashSet<>(FORMS);
    names.addAll(NUMBERS.keySet());
    boolean all = true;
    for (Map.Entry<String, RawValue> entry : table.entries().entrySet()) {
      if (!names.contains(entry.getKey())) {
        all = false;
        wrong(
            entry.getValue().line(),
            "." + entry.getKey(),
            Reason.of(ReasonCode.SETTING_UNKNOWN),
            SchemaCheck.unknown(entry.getKey(), names));
      }
    }
    return all;
  }

  /** What it asks: exactly one thing. */
  private Optional<String> form(Table table, boolean known) {
    List<String> found = FORMS.stream().filter(table.entries()::containsKey).toList();
    if (found.isEmpty() && known) {
      wrong(
          table.line(),
          "",
          Reason.of(ReasonCode.CHECK_ASKS_NOTHING),
          Reason.of(ReasonCode.DO_ASK_ONE_OF).with("names", String.join(", ", FORMS)));
    }
    if (found.size() > 1) {
      wrong(
          table.line(),
          "",
          Reason.of(ReasonCode.CHECK_ASKS_MORE).with("names", String.join(", ", found)),
          Reason.of(ReasonCode.DO_SPLIT_CHECK).with("example", "[{ … }, { … }]"));
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<HealthCheck> tcp(Table table, HealthCheck.Pace pace) {
    Reason example = Reason.of(ReasonCode.DO_SET_TCP);
    return text(table, TCP, example)
        .flatMap(
            text -> {
              try {
                HostPort found = HostPort.parse(text, 0, 1);
                if (found.port() > 0) {
                  return Optional.of(new HealthCheck.Tcp(found.host(), found.port(), pace));
                }
                wrong(line(table, TCP), "." + TCP, Reason.of(ReasonCode.PORT_MISSING), example);
              } catch (ReasonException e) {
                wrong(line(table, TCP), "." + TCP, e.reason(), example);
              }
              return Optional.empty();
            });
  }

  private Optional<HealthCheck> http(Table table, HealthCheck.Pace pace) {
    Reason example = Reason.of(ReasonCode.DO_SET_HTTP);
    return text(table, HTTP, example)
        .flatMap(
            text -> {
              Optional<Reason> wrong = HttpAddress.wrongWith(text);
              wrong.ifPresent(why -> wrong(line(table, HTTP), "." + HTTP, why, example));
              return wrong.isPresent()
                  ? Optional.empty()
                  : Optional.of(new HealthCheck.Http(text, pace));
            });
  }

  private Optional<HealthCheck> program(Table table, HealthCheck.Pace pace) {
    RawValue value = table.entries().get(PROGRAM);
    Reason remedy = Reason.of(ReasonCode.DO_WRITE_CHECK_PROGRAM);
    if (!(value instanceof Many many) || many.texts().size() != many.items().size()) {
      wrong(value.line(), "." + PROGRAM, Reason.of(ReasonCode.CHECK_PROGRAM_NOT_LIST), remedy);
      return Optional.empty();
    }
    if (many.texts().isEmpty() || many.texts().get(0).isBlank()) {
      wrong(value.line(), "." + PROGRAM, Reason.of(ReasonCode.PROGRAM_UNNAMED), remedy);
      return Optional.empty();
    }
    return Optional.of(new HealthCheck.Program(many.texts(), pace));
  }

  private Optional<HealthCheck> jobs(Table table, HealthCheck.Pace pace) {
    if (adapter != Kind.LPM && given.isSound(SettingKey.SERVICE_ADAPTER)) {
      wrong(
          line(table, JOBS),
          "." + JOBS,
          Reason.of(ReasonCode.CHECK_ONLY_LPM),
          Reason.of(ReasonCode.DO_CHECK_OTHERWISE));
      return Optional.empty();
    }
    return Optional.of(new HealthCheck.Jobs(number(table, JOBS, OLDER), pace));
  }

  private Optional<String> text(Table table, String name, Reason remedy) {
    RawValue value = table.entries().get(name);
    if (value instanceof Text text) {
      return Optional.of(text.value());
    }
    wrong(
        value.line(),
        "." + name,
        Reason.of(ReasonCode.SETTING_KIND).with("kind", value.kind().words()),
        remedy);
    return Optional.empty();
  }

  private int number(Table table, String name, Range range) {
    RawValue value = table.entries().get(name);
    if (value == null) {
      return range.otherwise();
    }
    boolean whole = value instanceof Whole;
    long number = whole ? ((Whole) value).value() : range.otherwise();
    if (!whole || number < range.least() || number > range.most()) {
      wrong(
          value.line(),
          "." + name,
          whole
              ? Reason.of(ReasonCode.SETTING_NUMBER).with("number", number)
              : Reason.of(ReasonCode.SETTING_KIND).with("kind", value.kind().words()),
          Reason.of(ReasonCode.DO_WRITE)
              .with("what", SettingKey.Takes.wholes(range.least(), range.most())));
      return range.otherwise();
    }
    return Math.toIntExact(number);
  }

  private static int line(Table table, String name) {
    return table.entries().get(name).line();
  }

  private void wrong(int line, String below, Reason wrong, Reason remedy) {
    given.wrong(line, KEY.path() + below, wrong, remedy);
  }
}
