package dev.vigie.sample.crm.contract;

import dev.vigie.sample.crm.organisation.SingleLine;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What somebody types to create a contract. */
record NewContract(
        @NotBlank @Size(max = 200) @SingleLine String title,
        @NotNull @PositiveOrZero @Digits(integer = 13, fraction = 2) BigDecimal amount,
        @NotNull Currency currency,
        @NotNull LocalDate startDate,
        @Nullable LocalDate endDate) {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    @AssertTrue(message = "the end must not be before the start, both between the years 1900 and 2200")
    boolean isPeriodPossible() {
        if (startDate == null) {
            return true; // has a message of its own
        }
        LocalDate end = endDate == null ? startDate : endDate;
        return startDate.getYear() >= FIRST_YEAR && end.getYear() <= LAST_YEAR && !end.isBefore(startDate);
    }
}
