/// The rules that the shape of the code keeps, each shown to fail on a planted violation.
@NullMarked
package dev.tusk.app.architecture;

import org.jspecify.annotations.NullMarked;
