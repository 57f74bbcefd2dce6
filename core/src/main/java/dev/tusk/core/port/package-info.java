/// The four faces of the hexagon: small interfaces of accessors to the features' roles.
@NullMarked
package dev.tusk.core.port;

import org.jspecify.annotations.NullMarked;
