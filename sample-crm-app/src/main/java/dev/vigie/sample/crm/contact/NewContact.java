package dev.vigie.sample.crm.contact;

import dev.vigie.sample.crm.organisation.SingleLine;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What somebody types to create a contact. */
record NewContact(
        @NotBlank @Size(max = 100) @SingleLine String firstName,
        @NotBlank @Size(max = 100) @SingleLine String lastName,
        @Email @Size(max = 200) @SingleLine @Nullable String email,
        @Pattern(regexp = "\\+?[0-9 ().-]{4,39}") @Nullable String phone) {}
