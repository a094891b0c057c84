/** People: who is signed in, and logins as signals. */
@NullMarked
package dev.vigie.login;

import org.jspecify.annotations.NullMarked;
