/// Connections as text: URLs, libpq's strings and files, and the files of other clients.
@NullMarked
package dev.tusk.core.connection.text;

import org.jspecify.annotations.NullMarked;
