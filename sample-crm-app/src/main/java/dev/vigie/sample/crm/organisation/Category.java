package dev.vigie.sample.crm.organisation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What kind of organisation it is; shown as {@code Company}, stored as {@code COMPANY}. */
public enum Category {
    COMPANY("Company"),
    INSTITUTION("Institution"),
    ASSOCIATION("Association");

    private final String label;

    Category(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    /** Finds a category by its label, in any case. */
    public static Optional<Category> of(String label) {
        return Arrays.stream(values())
                .filter(category -> category.label.equalsIgnoreCase(label))
                .findFirst();
    }
}
