/// The embedded sample server: its programs, its life from start to stop, and the sample database.
@NullMarked
package dev.tusk.demo;

import org.jspecify.annotations.NullMarked;
