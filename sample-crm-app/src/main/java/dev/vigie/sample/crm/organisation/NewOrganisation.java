package dev.vigie.sample.crm.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What somebody types to create an organisation, or a row of a CSV file; not yet checked. */
@SuppressWarnings("MultipleNullnessAnnotations") // it may hold null, and the check is what finds it
public record NewOrganisation(
        @NotBlank(message = "must not be empty")
                @Size(max = 200, message = "must have at most 200 characters")
                @SingleLine
                @Nullable
                String name,
        @NotBlank(message = "must not be empty")
                @Size(max = 100, message = "must have at most 100 characters")
                @SingleLine
                @Nullable
                String city,
        @NotNull(message = "must not be empty") @CountryCode @Nullable String country,
        @NotNull(message = "must be Company, Institution or Association") @Nullable Category category) {

    public NewOrganisation {
        name = name == null ? null : name.strip();
        city = city == null ? null : city.strip();
    }
}
