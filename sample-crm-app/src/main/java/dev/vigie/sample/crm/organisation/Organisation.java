package dev.vigie.sample.crm.organisation;

import java.time.Instant;

/**
 * A customer, a partner, a prospect.
 *
 * @param country two letters, ISO 3166-1
 */
public record Organisation(long id, String name, String city, String country, Category category, Instant createdAt) {

    /** The name of the cache that holds organisations by id. */
    public static final String CACHE = "organisations";
}
