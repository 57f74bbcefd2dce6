package dev.tusk.core.workspace;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import org.jspecify.annotations.Nullable;

/// An editor tab as it is kept between two starts.
///
/// @param connection the connection that it runs on; null when none was chosen
/// @param caret in UTF-16 units of `text`
/// @param position its place among the tabs, from 0
public record SavedTab(
    TabId id,
    String title,
    @Nullable ConnectionId connection,
    String text,
    int caret,
    int position,
    boolean active) {}
