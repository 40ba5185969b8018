package org.sbs.lpm.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.lpm.state.Log;

/** The last jobs of all nodes, from the journals beside their claims. */
final class JobList {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> COLUMNS =
      List.of("time", "node", "sentinel", "end", "labels", "job", "file", "detail");

  private final List<Map<String, String>> jobs;

  /** Of journal lines, oldest first; a line that is none is left out. */
  JobList(List<String> lines) {
    this.jobs = lines.stream().map(JobList::fields).flatMap(Optional::stream).toList();
  }

  private static Optional<Map<String, String>> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return fields.keySet().containsAll(COLUMNS) ? Optional.of(fields) : Optional.empty();
  }

  /** A line a job, newest last: the columns with tabs between them. */
  List<String> last(int count) {
    return jobs.subList(Math.max(0, jobs.size() - count), jobs.size()).stream()
        .map(
            job ->
                COLUMNS.stream()
                    .map(column -> Log.oneLine(job.get(column)))
                    .collect(Collectors.joining("\t")))
        .toList();
  }

  /** What is known of a job. */
  Optional<Ended> find(String id) {
    return jobs.stream()
        .filter(job -> job.get("job").equals(id))
        .reduce((first, last) -> last)
        .map(job -> new Ended(job.get("sentinel"), job.get("file")));
  }

  /** Where a job was printed, and from what. */
  record Ended(String sentinel, String file) {}
}
