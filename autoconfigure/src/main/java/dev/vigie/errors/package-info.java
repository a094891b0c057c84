/** Where errors go: the tracker an application calls, and what a request tells an error event. */
@NullMarked
package dev.vigie.errors;

import org.jspecify.annotations.NullMarked;
