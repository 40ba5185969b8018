# Shared by the launchers ./sbs and ./lpm: finds Java, builds what is missing or old, and becomes
# the program. Sourced by POSIX shells, with $root set to the project's folder; defines functions.
# The same launchers come with the packages, where a Java of their own lies beside them.
# shellcheck shell=sh disable=SC2154

oldest_java=17
server_jar=$root/server/target/sbs-server.jar
lpm_jar=$root/label-manager/target/lpm.jar
packaged=$root/runtime
if [ -d "$packaged" ]; then
  server_jar=$root/sbs-server.jar
  lpm_jar=$root/lpm.jar
fi

say() {
  printf '%s\n' "$*" >&2
}

# Sets $java_version to the major version of the Java in a folder. It is read from the release file
# where there is one, and without a program, because either costs as long as many a command.
find_version() {
  java_version=
  if [ -r "$1/release" ]; then
    while IFS='="' read -r key value _; do
      if [ "$key" = JAVA_VERSION ]; then
        java_version=$value
      fi
    done <"$1/release"
  fi
  if [ -z "$java_version" ]; then
    java_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  java_version=${java_version#1.}
  java_version=${java_version%%[!0-9]*}
  java_version=${java_version:-0}
}

# Resolves a file through symbolic links to its real place.
real_file() {
  file=$1
  while [ -h "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=${file%/*}/$link ;;
    esac
  done
  folder=$(cd -P -- "$(dirname -- "$file")" && pwd) && printf '%s' "$folder/${file##*/}"
}

# Prints the places where a Java may be, one a line, best first.
java_places() {
  if [ -n "${JAVA_HOME-}" ]; then
    printf '%s\n' "$JAVA_HOME"
  fi
  if on_path=$(command -v java 2>/dev/null) && [ "$(uname)" != Darwin ]; then
    on_path=$(real_file "$on_path")
    printf '%s\n' "${on_path%/bin/java}"
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$oldest_java+" 2>/dev/null || :
  fi
  for place in /usr/lib/jvm/* /opt/java/* "${HOME-}"/.sdkman/candidates/java/current; do
    printf '%s\n' "$place"
  done
}

# Sets $java_home to the first Java that is new enough and, if $1 is "javac", has a compiler.
find_java() {
  java_home=
  places=$(java_places)
  old_ifs=$IFS
  IFS='
'
  for place in $places; do
    if [ -x "$place/bin/java" ] && { [ "$1" != javac ] || [ -x "$place/bin/javac" ]; }; then
      find_version "$place"
      if [ "$java_version" -ge "$oldest_java" ]; then
        java_home=$place
        break
      fi
    fi
  done
  IFS=$old_ifs
  [ -n "$java_home" ]
}

need_java() {
  if ! find_java "$1"; then
    if [ "$1" = javac ]; then
      say "SBS needs a JDK $oldest_java or newer to build itself, and found none" \
        "(JAVA_HOME is \"${JAVA_HOME-}\"; a runtime without javac is not enough)."
    else
      say "SBS needs Java $oldest_java or newer, and found none (JAVA_HOME is \"${JAVA_HOME-}\")."
    fi
    say "Install one and try again:"
    say "  Debian, Ubuntu:  sudo apt-get install openjdk-17-jdk-headless"
    say "  Fedora:          sudo dnf install java-21-openjdk-devel"
    say "  macOS:           brew install openjdk@21"
    say "  elsewhere:       https://adoptium.net, then set JAVA_HOME to its folder"
    exit 1
  fi
}

# True if a source of the jar $1, given as the other arguments, is newer than the jar and than the
# last build, or if the jar is missing. Folders count, for they tell of deleted files.
is_old() {
  jar=$1
  shift
  [ -f "$jar" ] || return 0
  [ -n "$(find "$@" -newer "$jar" 2>/dev/null | head -n 1)" ] || return 1
  [ -f "$root/target/launcher.built" ] || return 0
  [ -n "$(find "$@" -newer "$root/target/launcher.built" 2>/dev/null | head -n 1)" ]
}

needs_build() {
  [ -f "$root/pom.xml" ] || return 1
  is_old "$server_jar" "$root/pom.xml" "$root/core/pom.xml" \
    "$root/core/src/main" "$root/view/pom.xml" "$root/view/src/main" "$root/server/pom.xml" "$root/server/src/main" ||
    is_old "$lpm_jar" "$root/pom.xml" "$root/label-manager/pom.xml" "$root/label-manager/src/main" ||
    is_old "$root/desktop/target/sbs-desktop.jar" "$root/pom.xml" "$root/desktop/pom.xml" "$root/desktop/src/main"
}

is_alive() {
  kill -0 "$1" 2>/dev/null || [ -d "/proc/$1" ]
}

# Two first uses at once must not build over each other: the folder $lock belongs to one process. A
# lock whose owner is dead, or has not said its number for a while, is taken away.
take_lock() {
  lock=$root/target/launcher.lock
  waited=0
  nameless=0
  until mkdir "$lock" 2>/dev/null; do
    if ! [ -d "$root/target" ] || ! [ -w "$root/target" ]; then
      say "SBS cannot be built: the folder $root/target cannot be written."
      exit 1
    fi
    owner=$(cat "$lock/pid" 2>/dev/null || :)
    if [ -z "$owner" ]; then
      nameless=$((nameless + 1))
    elif is_alive "$owner"; then
      nameless=0
    fi
    if [ "$nameless" -gt 10 ] || { [ -n "$owner" ] && ! is_alive "$owner"; }; then
      # Moved first, so that of several that wait only one takes it away.
      if mv "$lock" "$lock.$$" 2>/dev/null; then
        rm -rf "$lock.$$"
      fi
      nameless=0
      continue
    fi
    if [ "$waited" -eq 0 ]; then
      say "SBS is being built by another process${owner:+ ($owner)}; waiting for it."
    fi
    waited=$((waited + 1))
    sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  printf '%s\n' "$$" >"$lock/pid"
}

give_lock() {
  rm -rf "$lock"
  trap - EXIT INT TERM HUP
}

# The archive of classes of a program for the Java that was found: beside its jar and nowhere else,
# because anyone who may write there could change the program as well.
archive_of() {
  if [ "$java_version" -ge 25 ]; then
    archive=${1%.jar}.aot
    archive_option=-XX:AOTCache
  else
    archive=${1%.jar}.jsa
    archive_option=-XX:SharedArchiveFile
  fi
}

make_archives() {
  "$root/build/class-archive" "$java_home/bin/java" "$server_jar" "$lpm_jar" \
    "$root/label-manager/samples/settings" >>"$log" 2>&1 </dev/null ||
    say "Commands will start more slowly than they could: the end of $log says why."
}

# The gates of the full build are not for whoever only wants to use the program.
build() {
  log=$root/target/launcher-build.log
  if [ -f "$server_jar" ]; then
    say "Building SBS, for its sources have changed …"
  else
    say "Building SBS for its first use: a minute or two, and longer where Maven must fetch its" \
      "parts …"
  fi
  began=$(date +%s)
  : >"$root/target/launcher.began"
  if (cd "$root" && JAVA_HOME=$java_home ./mvnw -B -q -pl server,label-manager,desktop -am \
    -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true -Dcyclonedx.skip=true package) \
    >"$log" 2>&1 </dev/null; then
    # The time of the start counts: what was edited meanwhile is not in the jars.
    mv "$root/target/launcher.began" "$root/target/launcher.built"
    make_archives
    say "Built in $(($(date +%s) - began)) s."
  else
    say "SBS could not be built. The end of $log says:"
    tail -n 30 "$log" >&2
    exit 1
  fi
}

ensure_built() {
  if [ -d "$packaged" ]; then
    java_home=$packaged
    find_version "$packaged"
  elif needs_build; then
    need_java javac
    mkdir -p "$root/target" 2>/dev/null || :
    take_lock
    if needs_build; then
      build
    fi
    give_lock
  else
    need_java java
  fi
}

# Becomes the program: launch JAR JVM-OPTIONS -- ARGUMENTS
launch() {
  program=$1
  shift
  options=
  while [ "$1" != -- ]; do
    options="$options $1"
    shift
  done
  shift
  # Of other jars it is of no use, and the JVM would look it over for nothing.
  archive_of "$program"
  if ! [ "$archive" -nt "$program" ]; then
    archive=
  fi
  # shellcheck disable=SC2086 # options are words
  # The JVM complains of an archive of another folder or Java on standard output, where scripts read.
  exec "$java_home/bin/java" $options ${archive:+"$archive_option=$archive"} \
    -Xlog:disable -Xlog:all=error:stderr ${SBS_JAVA_OPTIONS-} -jar "$program" "$@"
}

# A node works hardest in its first minute, and then the JVM's compiler took a third of two
# processors. With small limits for compiling methods into one another it takes much less, and the
# code is no slower where it counts (docs/BENCHMARKS.md).
node_options='-Xmx256m -XX:+UseSerialGC
  -XX:MaxInlineLevel=4 -XX:FreqInlineSize=50 -XX:InlineSmallCode=500'

short_options='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

run_sbs() {
  case ${1-} in
    lpm)
      shift
      run_lpm "$@"
      ;;
    run)
      # shellcheck disable=SC2086 # options are words
      launch "$server_jar" $node_options -- "$@"
      ;;
    *)
      # shellcheck disable=SC2086 # options are words
      launch "$server_jar" $short_options -- "$@"
      ;;
  esac
}

# A thousand small files are over before the JVM takes most methods for worth compiling; with low
# thresholds they cost a fifth less, and the start a twelfth of a second more (docs/BENCHMARKS.md).
early_options='-XX:Tier0InvokeNotifyFreqLog=4 -XX:Tier3InvocationThreshold=40
  -XX:Tier3MinInvocationThreshold=16 -XX:Tier3CompileThreshold=200'

run_lpm() {
  early=
  if [ "${1-}" = run ]; then
    early=$early_options
  fi
  # shellcheck disable=SC2086 # options are words
  launch "$lpm_jar" -Xmx128m $short_options $early -- "$@"
}

# Java takes the names of files by the locale: under one without UTF-8, as a bare start of a service
# or of cron has it, a file with an umlaut in its name could be listed and not be opened. The
# language of messages stays.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *)
    if [ -n "${LC_ALL-}" ]; then
      LANG=$LC_ALL
      export LANG
      unset LC_ALL
    fi
    LC_CTYPE=C.UTF-8
    export LC_CTYPE
    ;;
esac
