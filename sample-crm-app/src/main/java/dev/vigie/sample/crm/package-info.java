/** A small CRM, watched by one dependency: organisations, their contacts and their contracts. */
@NullMarked
package dev.vigie.sample.crm;

import org.jspecify.annotations.NullMarked;
