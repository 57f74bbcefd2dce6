/// The frame that features plug into: regions, actions, keys, intents, palette. Imports no feature.
@NullMarked
package dev.tusk.swing.shell;

import org.jspecify.annotations.NullMarked;
