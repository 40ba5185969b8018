# Shared by build-deb and build-windows-zip: the program's files and the Java runtime for them.
# Sourced by bash, with $root set to the project's folder.
# shellcheck shell=bash disable=SC2154

work=$root/target/packaging
modules_by_name=(
  jdk.crypto.ec   # TLS with elliptic curves: a provider, which no class refers to
  jdk.charsets    # label data in the old code pages
  jdk.localedata  # dates and numbers in German
  jdk.unsupported # sun.misc.Unsafe, for protobuf and netty
)

say() {
  printf '%s\n' "$*" >&2
}

fail() {
  say "$1"
  exit "${2:-1}"
}

need_programs() {
  local entry
  for entry in "$@"; do
    command -v "${entry%%:*}" >/dev/null ||
      fail "This needs ${entry%%:*}; on Debian: apt-get install ${entry#*:}"
  done
}

# Sets $jdk to the JDK that builds: JAVA_HOME, else that of the javac on the path.
find_jdk() {
  jdk=${JAVA_HOME:-}
  if [ -z "$jdk" ] && command -v javac >/dev/null; then
    jdk=$(readlink -f "$(command -v javac)")
    jdk=${jdk%/bin/javac}
  fi
  [ -x "$jdk/bin/jlink" ] && [ -x "$jdk/bin/jdeps" ] && [ -d "$jdk/jmods" ] ||
    fail "Packages are built by a whole JDK with jlink, jdeps and jmods; JAVA_HOME is \"${JAVA_HOME:-}\"." 2
}

# The version in pom.xml, and the time that all files of a package get: SOURCE_DATE_EPOCH, else that of
# the last commit, else that which Maven gives its jars.
find_version_and_time() {
  version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/pom.xml" | head -n 1)
  [ -n "$version" ] || fail "pom.xml tells no version."
  if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null) ||
      SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)<.*:\1:p' "$root/pom.xml")" +%s)
  fi
  export SOURCE_DATE_EPOCH
}

build_programs() {
  say "Building SBS …"
  mkdir -p "$root/target"
  (cd "$root" && JAVA_HOME=$jdk ./mvnw -B -q -pl '!system tests' -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Dcheckstyle.skip=true package) >"$root/target/packaging-build.log" 2>&1 </dev/null || {
    tail -n 30 "$root/target/packaging-build.log" >&2
    fail "SBS could not be built; all of it is in target/packaging-build.log."
  }
}

# The names in the Class-Path of a jar's manifest, one a line; none for a jar that is only a library.
class_path() {
  unzip -p "$1" META-INF/MANIFEST.MF | tr -d '\r' |
    awk '/^ / { sub(/^ /, ""); line = line $0; next } { print line; line = $0 } END { print line }' |
    sed -n 's/^Class-Path: //p' | tr ' ' '\n'
}

# Copies the programs, the jars that Maven gave them, and what lies beside them, to the folder $1.
copy_programs() {
  local to=$1 jar name programs=0
  mkdir -p "$to/lib" "$to/build" "$to/samples"
  for jar in "$root"/*/target/*.jar; do
    [ -f "$jar" ] || continue
    [ -n "$(class_path "$jar")" ] || continue
    programs=$((programs + 1))
    install -m 644 "$jar" "$to/"
    for name in $(class_path "$jar"); do
      install -m 644 "${jar%/*}/$name" "$to/$name"
    done
  done
  [ -f "$to/sbs-server.jar" ] && [ -f "$to/lpm.jar" ] ||
    fail "The programs are not built; run this without --built."
  say "$programs programs, $(find "$to/lib" -name '*.jar' | wc -l) libraries"
  cp -R "$root/label-manager/samples/settings" "$root/label-manager/samples/real" "$to/samples/"
  install -m 644 "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$to/"
  chmod -R u=rwX,go=rX "$to"
}

# What users read, into folder $1: every page of docs/, and what these pages show. Pages for builders,
# in docs/dev, stay in the source tree.
copy_documents() {
  local to=$1
  mkdir -p "$to"
  install -m 644 "$root"/docs/*.md "$to/"
  cp -R "$root/docs/examples" "$root/docs/images" "$root/docs/monitoring" "$to/"
  chmod -R u=rwX,go=rX "$to"
}

# The modules of Java that the jars in folder $1 need, by commas.
modules() {
  local found
  found=$("$jdk/bin/jdeps" --multi-release 17 --ignore-missing-deps --print-module-deps \
    --class-path "$1/lib/*" "$1"/*.jar "$1"/lib/*.jar 2>/dev/null | tail -n 1)
  [[ $found == java.base* ]] || fail "jdeps does not tell which modules of Java are needed: $found"
  (
    IFS=,
    printf '%s' "$found,${modules_by_name[*]}"
  )
}

# Links a runtime of the modules $2 from the jmods in $3 to the folder $1; kept until any of them changes.
link_runtime() {
  local to=$1 wanted=$2 jmods=$3 stamp
  stamp="$wanted $jmods $(stat -c '%Y %s' "$jmods/java.base.jmod")"
  if [ "$(cat "$to.stamp" 2>/dev/null)" != "$stamp" ]; then
    say "Linking a Java runtime of ${wanted//,/ } …"
    rm -rf "$to" "$to.stamp"
    mkdir -p "${to%/*}"
    "$jdk/bin/jlink" --module-path "$jmods" --add-modules "$wanted" --include-locales=en,de \
      --strip-java-debug-attributes --no-man-pages --no-header-files --output "$to" >&2
    printf '%s' "$stamp" >"$to.stamp"
  fi
}
