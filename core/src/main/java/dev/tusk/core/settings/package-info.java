/// What a person has chosen about Tusk itself.
@NullMarked
package dev.tusk.core.settings;

import org.jspecify.annotations.NullMarked;
