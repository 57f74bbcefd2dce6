/// What every part of the window is made of: small components here; look, text, dialogs and threads
/// in the packages below. Imports no feature.
@NullMarked
package dev.tusk.swing.kit;

import org.jspecify.annotations.NullMarked;
