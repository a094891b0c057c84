/** What people write by hand around the same libraries. */
package dev.vigie.bench.app.wired;
