/** The small application of all arms. */
package dev.vigie.bench.app;
