package org.sbs.server.config;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.PathStyle;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.core.settings.SettingsCheck;

/** Reads and checks a settings file. */
public final class SettingsFile {
  /** Longer files are refused unread: no settings file is. */
  static final long LONGEST_BYTES = 1 << 20;

  private SettingsFile() {}

  /**
   * What a file holds.
   *
   * @param root its values with their lines, as far as it could be read
   * @param settings present exactly if nothing is wrong
   * @param problems all that is wrong: with the file, with its syntax, with its values
   */
  public record Loaded(RawValue.Table root, Optional<Settings> settings, Problems problems) {
    /** The value that counts: the file's, whatever it is, else the default, which has no line. */
    public RawValue value(SettingKey key) {
      RawValue given =
          root.entries().get(key.table()) instanceof RawValue.Table table
              ? table.entries().get(key.shortName())
              : null;
      return given == null ? key.defaultValue(platformStyle(), root) : given;
    }
  }

  /**
   * Reads and checks the file. Never throws: a file that cannot be read is a problem like others.
   */
  public static Loaded load(Path file) {
    try {
      return check(text(file));
    } catch (NoSuchFileException e) {
      return unreadable(
          of(ReasonCode.SETTINGS_MISSING, file), Reason.of(ReasonCode.DO_MAKE_SETTINGS));
    } catch (CharacterCodingException e) {
      return unreadable(of(ReasonCode.SETTINGS_NOT_UTF8, file), Reason.of(ReasonCode.DO_SAVE_UTF8));
    } catch (IOException e) {
      return unreadable(
          of(ReasonCode.SETTINGS_UNREADABLE, file).with("why", said(e)),
          Reason.of(ReasonCode.DO_MAKE_READABLE));
    }
  }

  private static Reason of(ReasonCode code, Path file) {
    return Reason.of(code).with("file", file.toString());
  }

  private static Loaded unreadable(Reason wrong, Reason remedy) {
    Problems problems = new Problems(List.of(new Problem(0, "", wrong, remedy)));
    return new Loaded(RawValue.Table.EMPTY, Optional.empty(), problems);
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.toString();
  }

  /** Checks a text as if it were the file's. */
  public static Loaded check(String text) {
    TomlText.Parsed parsed = TomlText.parse(text);
    SettingsCheck.Checked checked = SettingsCheck.check(parsed.root(), platformStyle());
    if (parsed.faults().isEmpty()) {
      return new Loaded(parsed.root(), checked.settings(), checked.problems());
    }
    // What seems to be missing may stand on a line that could not be read: say only what is there.
    Problems sure =
        new Problems(checked.problems().list().stream().filter(p -> isWritten(parsed, p)).toList());
    return new Loaded(parsed.root(), Optional.empty(), parsed.faults().and(sure));
  }

  private static boolean isWritten(TomlText.Parsed parsed, Problem problem) {
    RawValue at = parsed.root();
    for (String name : problem.key().split("\\.", -1)) {
      if (at instanceof RawValue.Many) {
        return true;
      }
      at = at instanceof RawValue.Table table ? table.entries().get(name) : null;
    }
    return at != null;
  }

  /** How this platform writes paths. */
  public static PathStyle platformStyle() {
    return File.separatorChar == '\\' ? PathStyle.WINDOWS : PathStyle.POSIX;
  }

  /** What the file says, with the present names of settings. */
  static String text(Path file) throws IOException {
    return FormerNames.in(written(file)).text();
  }

  /** What stands in the file. */
  static String written(Path file) throws IOException {
    if (Files.size(file) > LONGEST_BYTES) {
      throw new IOException("it is longer than " + LONGEST_BYTES + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }
}
