# Finds a JDK 25 or newer in the usual places; sourced by the scripts beside it.
# Sets JAVA_HOME, or prints one line that says what to do and returns 1.

java_major() { # the feature release of the JDK in $1, or nothing
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] &&
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

use_jdk() { # the JDK in $1, if it is new enough
  local major
  [ -n "$1" ] && major=$(java_major "$1") || return 1
  [ -n "$major" ] && [ "$major" -ge 25 ] 2>/dev/null || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

find_jdk() {
  local candidate major
  if [ -n "${TUSK_JAVA_HOME:-}" ]; then
    major=$(java_major "$TUSK_JAVA_HOME") || major=
    if [ -z "$major" ]; then
      echo "tusk: TUSK_JAVA_HOME=$TUSK_JAVA_HOME is no JDK; set it to the folder that holds bin/javac of a JDK 25, or do not set it" >&2
      return 1
    fi
    if [ "$major" -lt 25 ] 2>/dev/null; then
      echo "tusk: TUSK_JAVA_HOME=$TUSK_JAVA_HOME is a JDK $major; Tusk needs 25 or newer" >&2
      return 1
    fi
  fi
  for candidate in "${TUSK_JAVA_HOME:-}" "${JAVA_HOME:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "$HOME"/.jdks/* \
    "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    ! use_jdk "$candidate" || return 0
  done
  # Last, since it takes processes, and each start is through here.
  candidate=$(readlink -f "$(command -v javac)" 2>/dev/null) || candidate=
  ! use_jdk "${candidate%/bin/javac}" || return 0
  echo "tusk: no JDK 25 found. Install one (for example Temurin 25 from adoptium.net), or set TUSK_JAVA_HOME to where it is." >&2
  return 1
}
