/** The PostgreSQL and the Redis that the application starts for itself when it is given none. */
@NullMarked
package dev.vigie.sample.crm.servers;

import org.jspecify.annotations.NullMarked;
