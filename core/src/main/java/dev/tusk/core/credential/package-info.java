/// Where passwords are kept between two starts.
@NullMarked
package dev.tusk.core.credential;

import org.jspecify.annotations.NullMarked;
