/// A secret that is used as a password, and a search for it in every form and place.
@NullMarked
package dev.tusk.harness.secrets;

import org.jspecify.annotations.NullMarked;
