/// A canary as the password of a whole Tusk at its most talkative, and a search for it everywhere.
@NullMarked
package dev.tusk.app.secrets;

import org.jspecify.annotations.NullMarked;
