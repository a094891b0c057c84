package dev.vigie.sample.crm.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with an organisation.
 *
 * @param currency three letters, ISO 4217
 * @param endDate the last day, or null when it runs until further notice
 */
record Contract(
        long id,
        long organisationId,
        String title,
        BigDecimal amount,
        String currency,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        Instant createdAt) {}
