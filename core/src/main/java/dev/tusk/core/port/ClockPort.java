package dev.tusk.core.port;

import dev.tusk.core.kernel.TimeSource;

/// The machine's clocks and timers, as the core sees them.
public interface ClockPort extends TimeSource {}
