package org.sbs.lpm.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** Reads bar codes back from pictures. */
@Needs("zbarimg")
@Needs("dmtxread")
public final class Decoder {
  private Decoder() {}

  /** The codes of all pictures, each as its kind and what it says; bars and QR codes. */
  public static List<String> bars(Path folder, List<LabelPicture> pictures) throws Exception {
    List<String> words = new ArrayList<>(List.of("zbarimg", "-q"));
    words.addAll(files(folder, pictures));
    return run(words).lines().filter(line -> line.matches("[A-Z][A-Za-z0-9/-]*:.*")).toList();
  }

  /** What the DataMatrix of a picture says. */
  public static String matrix(Path folder, LabelPicture picture) throws Exception {
    List<String> words = new ArrayList<>(List.of("dmtxread", "-N", "1", "-m", "3000"));
    words.addAll(files(folder, List.of(picture)));
    return run(words);
  }

  private static List<String> files(Path folder, List<LabelPicture> pictures) throws IOException {
    List<String> files = new ArrayList<>();
    for (LabelPicture picture : pictures) {
      Path file = Files.createTempFile(folder, "label", ".png");
      try (OutputStream out = Files.newOutputStream(file)) {
        picture.write(out);
      }
      files.add(file.toString());
    }
    return files;
  }

  private static String run(List<String> words) throws Exception {
    Process process =
        TestProcess.builder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
