package org.sbs.testkit;

import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * What a test says that it needs.
 *
 * @param names as in {@link Needs}
 */
record DeclaredNeeds(SortedSet<String> names) {
  /** Of a class or a method, as it is written there. */
  static DeclaredNeeds of(AnnotatedElement element) {
    SortedSet<String> names = new TreeSet<>();
    collect(element, names, new HashSet<>());
    return new DeclaredNeeds(names);
  }

  /** Of a test or of a class of tests, with what the classes round it say. */
  static DeclaredNeeds of(TestSource source) {
    SortedSet<String> names = new TreeSet<>();
    if (source instanceof MethodSource method) {
      collect(method.getJavaMethod(), names, new HashSet<>());
    }
    for (Class<?> each = classOf(source).orElse(null);
        each != null;
        each = each.getEnclosingClass()) {
      collect(each, names, new HashSet<>());
    }
    return new DeclaredNeeds(names);
  }

  /** The class of a test. */
  static Optional<Class<?>> classOf(TestSource source) {
    if (source instanceof MethodSource method) {
      return Optional.of(method.getJavaClass());
    }
    return source instanceof ClassSource some ? Optional.of(some.getJavaClass()) : Optional.empty();
  }

  /** The name of a test: its class, and its method after {@code #}. */
  static String idOf(TestSource source) {
    String its = classOf(source).map(Class::getName).orElseGet(source::toString);
    return source instanceof MethodSource method ? its + "#" + method.getMethodName() : its;
  }

  private static void collect(AnnotatedElement element, Set<String> names, Set<Object> seen) {
    if (!seen.add(element)) {
      return;
    }
    for (Needs needs : AnnotationSupport.findRepeatableAnnotations(element, Needs.class)) {
      names.addAll(List.of(needs.value()));
      for (Class<?> other : needs.of()) {
        collect(other, names, seen);
      }
    }
  }

  /** What of it this machine lacks. */
  List<Need> missing() {
    if (names.isEmpty()) {
      return List.of();
    }
    ToolList tools = ToolList.ofProject();
    return names.stream()
        .map(name -> Need.of(name, tools))
        .filter(need -> !need.isThere())
        .toList();
  }
}
