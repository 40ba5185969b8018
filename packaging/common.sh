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
  [ -x "$jdk/bin/javac" ] ||
    fail "Packages are built by a JDK; JAVA_HOME is \"${JAVA_HOME:-}\"." 2
}

# The major version of the JDK in the folder $1; 0 where there is none.
major_of() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || :)
  printf '%s' "${version:-0}"
}

# Whether the JDK in the folder $1 can link runtimes: from jmods, or, where it has none, from itself.
can_link() {
  [ -x "$1/bin/jlink" ] && [ -x "$1/bin/jdeps" ] &&
    { [ -d "$1/jmods" ] || "$1/bin/jlink" --help 2>/dev/null | grep -q 'run-time image enabled'; }
}

# Sets $linker to the JDK whose runtime goes into the package: $1, else the newest that can link one.
find_linker() {
  local place
  linker=
  if [ -n "$1" ]; then
    can_link "$1" || fail "The JDK in $1 cannot link a runtime: it needs jlink, jdeps and jmods." 2
    linker=$1
    return
  fi
  for place in "$jdk" /usr/lib/jvm/*; do
    if { [ -z "$linker" ] || [ "$(major_of "$place")" -gt "$(major_of "$linker")" ]; } && can_link "$place"; then
      linker=$place
    fi
  done
  [ -n "$linker" ] || fail "No JDK here can link a runtime: that needs jlink, jdeps and jmods." 2
}

# Fails if the Java in the folder $1 was made more than a year ago, unless $2 says that it may be.
check_age() {
  local made
  made=$(sed -n 's/^JAVA_VERSION_DATE="\(.*\)"/\1/p' "$1/release" 2>/dev/null || :)
  if [ -n "$2" ]; then
    return
  fi
  [ -n "$made" ] || fail "$1/release does not tell the age of this Java; --allow-old-java takes it nevertheless." 3
  [ "$(date +%s)" -le "$(($(date -d "$made" +%s) + 366 * 86400))" ] ||
    fail "The Java in $1 is of $made: faults found in the last year are not fixed in it. Give a newer one, or --allow-old-java." 3
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
  (cd "$root" && JAVA_HOME=$jdk ./mvnw -B -q -pl '!system-tests' -Dmaven.test.skip=true \
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
  notices "$to"
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

# Puts into the folder $1 what the build says of the programs' parts, and the notices made of that.
notices() {
  local to=$1 module boms=()
  mkdir -p "$to/sbom"
  for module in server label-manager desktop; do
    [ -f "$root/$module/target/sbom.xml" ] ||
      fail "The list of parts $module/target/sbom.xml is missing; run this without --built."
    boms+=("$root/$module/target/sbom.xml")
    install -m 644 "$root/$module/target/sbom.json" "$to/sbom/$module.cdx.json"
  done
  "$jdk/bin/java" -XX:TieredStopAtLevel=1 "$root/packaging/ThirdParty.java" "${boms[@]}" >"$to/THIRD-PARTY.txt" ||
    fail "The notices of third parties could not be made."
}

# Leaves machine code of other platforms out of the libraries in the folder $1: $2 and $3 are what zstd-jni and
# JNA call this one.
leave_natives() {
  local jar name others
  for jar in "$1"/lib/zstd-jni-*.jar "$1"/lib/jna-[0-9]*.jar; do
    [ -f "$jar" ] || continue
    mapfile -t others < <(unzip -Z1 "$jar" |
      grep -E '\.(so|a|dll|dylib|jnilib)$' | grep -vE "^($2|com/sun/jna/$3)/" || :)
    name=$(unzip -Z1 "$jar" | grep -cE "^($2|com/sun/jna/$3)/.*\.(so|dll)$" || :)
    [ "$name" -gt 0 ] || fail "${jar##*/} has no machine code for $2." 3
    ((${#others[@]} == 0)) || zip -q -d "$jar" "${others[@]}"
  done
}

# The modules of Java that the jars in folder $1 need, by commas.
modules() {
  local found
  found=$("$linker/bin/jdeps" --multi-release 17 --ignore-missing-deps --print-module-deps \
    --class-path "$1/lib/*" "$1"/*.jar "$1"/lib/*.jar 2>/dev/null | tail -n 1)
  [[ $found == java.base* ]] || fail "jdeps does not tell which modules of Java are needed: $found"
  (
    IFS=,
    printf '%s' "$found,${modules_by_name[*]}"
  )
}

# Links a runtime of the modules $2 to the folder $1, from the jmods in $3 or, without them, from the linking JDK
# itself; kept until any of them changes.
link_runtime() {
  local to=$1 wanted=$2 jmods=$3 stamp from=()
  if [ -d "$jmods" ]; then
    stamp="$wanted $jmods $(stat -c '%Y %s' "$jmods/java.base.jmod")"
    from=(--module-path "$jmods")
  else
    stamp="$wanted $linker $(stat -c '%Y %s' "$linker/lib/modules")"
  fi
  if [ "$(cat "$to.stamp" 2>/dev/null)" != "$stamp" ]; then
    say "Linking a Java runtime of ${wanted//,/ } …"
    rm -rf "$to" "$to.stamp"
    mkdir -p "${to%/*}"
    "$linker/bin/jlink" "${from[@]}" --add-modules "$wanted" --include-locales=en,de \
      --strip-java-debug-attributes --no-man-pages --no-header-files --output "$to" >&2
    printf '%s' "$stamp" >"$to.stamp"
  fi
}
