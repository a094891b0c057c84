package dev.vigie.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Sees to it that no name stands twice in one JSON object. Few names, so a plain search is the fastest. */
final class UniqueNames {

    private final List<String> taken = new ArrayList<>(4);

    /** For the next object. */
    UniqueNames cleared() {
        taken.clear();
        return this;
    }

    /** The name itself, or with a number behind it when it is taken. */
    String claim(String wanted) {
        String name = taken.isEmpty() ? wanted : free(wanted, taken::contains);
        taken.add(name);
        return name;
    }

    /** The name itself, or with a number behind it when it is taken. */
    static String free(String wanted, Predicate<String> taken) {
        String name = wanted;
        for (int number = 2; taken.test(name); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }
}
