package dev.vigie.sample.crm.security;

import java.util.Locale;

/** Where somebody works. */
public enum Department {
    MANAGEMENT,
    SALES,
    SUPPORT;

    /** As people and monitoring show it: {@code sales}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
