/** Organisations: create, get, list, search, delete. */
@NullMarked
package dev.vigie.sample.crm.organisation;

import org.jspecify.annotations.NullMarked;
