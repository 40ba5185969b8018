package org.sbs.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names what a test needs beyond a JDK and git. On a machine that lacks it the test is skipped, and
 * the end of the run says which test, and the package that brings what is missing.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Needs.Several.class)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  /** The account root with the powers that a container takes from it. */
  String ROOT = "root";

  /** File systems of programs. */
  String FUSE = "/dev/fuse";

  /** File systems in image files. */
  String LOOP = "/dev/loop-control";

  /** Names of {@code build/tools.txt}, and the constants above. */
  String[] value() default {};

  /** Classes whose own needs, written there in the same way, are also those of the test. */
  Class<?>[] of() default {};

  /** Several of them at one place. */
  @Documented
  @Inherited
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(NeedsCondition.class)
  @interface Several {
    /** Each of them. */
    Needs[] value();
  }
}
