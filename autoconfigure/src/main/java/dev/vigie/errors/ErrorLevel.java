package dev.vigie.errors;

/** How bad a message is, in Sentry's five levels. */
public enum ErrorLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    FATAL
}
