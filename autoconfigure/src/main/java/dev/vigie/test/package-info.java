/** For tests of applications: a Sentry that stays in memory, and assertions about what it was sent. */
@NullMarked
package dev.vigie.test;

import org.jspecify.annotations.NullMarked;
