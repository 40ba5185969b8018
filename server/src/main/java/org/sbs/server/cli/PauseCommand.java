package org.sbs.server.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Keeps both nodes from taking over for a while. */
@Command(
    name = "pause",
    description = {
      "No automatic takeover for that time: for maintenance.",
      "It holds on both nodes, and ends by itself, or by: sbs resume."
    })
final class PauseCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final Sbs sbs;

  @Parameters(
      paramLabel = "DURATION",
      converter = Time.class,
      description = "Such as 90s, 30m, 2h or 1d; at most 7d.")
  private Duration time;

  PauseCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(client -> client.pause(time));
  }

  /** A number and its unit. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher matcher = TIME.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no duration; write a number and a unit, such as 30m or 2h");
      }
      Duration time = UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
      if (time.compareTo(LONGEST) > 0) {
        throw new TypeConversionException("a pause lasts 7 days at most");
      }
      return time;
    }
  }
}
