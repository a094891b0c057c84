/** Work outside of requests: what {@code @Async} and {@code @Scheduled} methods fail with, and what led there. */
@NullMarked
package dev.vigie.task;

import org.jspecify.annotations.NullMarked;
