/** Redis as a cache that may be missing. */
@NullMarked
package dev.vigie.sample.crm.cache;

import org.jspecify.annotations.NullMarked;
