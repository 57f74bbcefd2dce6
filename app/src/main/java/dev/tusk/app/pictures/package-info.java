/// `tusk screenshots`: the real window, driven through its own actions and painted into files.
@NullMarked
package dev.tusk.app.pictures;

import org.jspecify.annotations.NullMarked;
