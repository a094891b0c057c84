/** Errors go to Sentry. */
@NullMarked
package dev.vigie.errors.sentry;

import org.jspecify.annotations.NullMarked;
