package org.sbs.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Classes of tests that only the tests of this kit run: their names keep Maven from it. */
final class Samples {
  static final String NOWHERE = "/dev/no-such-device";

  private Samples() {}

  static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build());
  }

  static LauncherDiscoveryRequest request(Class<?>... samples) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(List.copyOf(Stream.of(samples).map(DiscoverySelectors::selectClass).toList()))
        .build();
  }

  static TestPlan plan(Class<?>... samples) {
    return launcher().discover(request(samples));
  }

  /** What a class of a kit says of itself. */
  @Needs(NOWHERE)
  static final class Kit {}

  /** Needs what no machine has, by way of a kit. */
  @Needs(of = Kit.class)
  static class WholeClass {
    @Test
    void first() {
      fail("this must be skipped");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void second(int value) {
      fail("this must be skipped " + value);
    }
  }

  /** One of them needs it. */
  static class OneMethod {
    @Test
    void free() {}

    @Test
    @Needs(NOWHERE)
    void bound() {
      fail("this must be skipped");
    }

    @Test
    void givesUp() {
      assumeTrue(false, "the moon is not full");
    }
  }

  /** Names a tool that is not in the list. */
  static class Unlisted {
    @Test
    @Needs("mkfs.moon")
    void unlisted() {}
  }
}
