package dev.vigie.sample.crm.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person at an organisation. */
record Contact(
        long id,
        long organisationId,
        String firstName,
        String lastName,
        @Nullable String email,
        @Nullable String phone,
        Instant createdAt) {}
