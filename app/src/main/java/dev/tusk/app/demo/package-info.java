/// `tusk demo`: the sample database, in the window, on the command line, and as a tour.
@NullMarked
package dev.tusk.app.demo;

import org.jspecify.annotations.NullMarked;
