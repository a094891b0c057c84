/** What is secret: one masking for logs, events, breadcrumbs, alerts and reports. */
@NullMarked
package dev.vigie.privacy;

import org.jspecify.annotations.NullMarked;
