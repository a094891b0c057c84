/** Contacts: the people of an organisation. */
@NullMarked
package dev.vigie.sample.crm.contact;

import org.jspecify.annotations.NullMarked;
