package dev.vigie.web;

/**
 * What becomes of requests that are over, whether they failed or not.
 *
 * @param counts how many ended in an error
 * @param access a line for each
 */
record RequestOutcomes(RequestCounts counts, AccessLines access) {}
