/// Session buses whose keyring is in a chosen state, from working to dying in the middle of a call.
@NullMarked
package dev.tusk.harness.keyring;

import org.jspecify.annotations.NullMarked;
