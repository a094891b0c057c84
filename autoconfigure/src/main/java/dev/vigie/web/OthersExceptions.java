package dev.vigie.web;

/** Exceptions that somebody above the dispatcher is waiting for; they pass by unanswered and unreported. */
@FunctionalInterface
interface OthersExceptions {

    /** Whether somebody else answers this exception, itself or as a cause. */
    boolean include(Throwable thrown);
}
