package dev.vigie.sample.crm.organisation;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A country code that exists, such as {@code FR}. */
@Documented
@Retention(RUNTIME)
@Constraint(validatedBy = CountryCode.Iso3166.class)
@interface CountryCode {

    String message() default "must be a country code of two capital letters, such as FR";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Knows the two-letter codes of ISO 3166-1. */
    final class Iso3166 implements ConstraintValidator<CountryCode, String> {

        private static final Set<String> CODES = Set.of(Locale.getISOCountries());

        @Override
        public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
            return code == null || CODES.contains(code);
        }
    }
}
