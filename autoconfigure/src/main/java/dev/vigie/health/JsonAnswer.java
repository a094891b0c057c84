package dev.vigie.health;

import java.util.Map;

/**
 * An answer before it is written.
 *
 * @param status the HTTP status
 * @param body the JSON object: maps, lists, strings, numbers and booleans
 */
record JsonAnswer(int status, Map<String, Object> body) {}
