/** The import of organisations from a CSV file. */
@NullMarked
package dev.vigie.sample.crm.imports;

import org.jspecify.annotations.NullMarked;
