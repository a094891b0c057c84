package dev.vigie.logging;

import java.util.ArrayList;
import java.util.List;

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
        String name = wanted;
        for (int number = 2; taken.contains(name); number++) {
            name = wanted + "_" + number;
        }
        taken.add(name);
        return name;
    }
}
