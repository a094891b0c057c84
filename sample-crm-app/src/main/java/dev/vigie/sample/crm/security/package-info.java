/** Who may come in: the people of three departments, login and logout. */
@NullMarked
package dev.vigie.sample.crm.security;

import org.jspecify.annotations.NullMarked;
