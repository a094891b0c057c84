package dev.vigie.alert.rule;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a tag count.
 *
 * @param tag its name
 * @param values the values
 * @param kind what they mean
 */
record TagMatch(String tag, List<String> values, Kind kind) {

    enum Kind {
        /** These count. */
        IS,
        /** All others count. */
        IS_NOT,
        /** These count, and paths below them: {@code db} and {@code db/orders}. */
        UNDER
    }

    TagMatch {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No value for tag '" + tag + "'");
        }
    }

    /** A meter without the tag is one with an empty value, as in PromQL. */
    boolean matches(@Nullable String value) {
        String present = Objects.requireNonNullElse(value, "");
        return switch (kind) {
            case IS -> values.contains(present);
            case IS_NOT -> !values.contains(present);
            case UNDER -> values.stream().anyMatch(each -> present.equals(each) || present.startsWith(each + "/"));
        };
    }

    /** A label matcher of PromQL. */
    String promql() {
        String label = PromNames.label(tag);
        boolean excluded = kind == Kind.IS_NOT;
        if (values.size() == 1 && kind != Kind.UNDER) {
            return label + (excluded ? "!=" : "=") + PromNames.quoted(values.get(0));
        }
        String anyOf = values.stream().map(PromNames::literal).collect(Collectors.joining("|"));
        String pattern = kind == Kind.UNDER ? "(" + anyOf + ")(/.*)?" : anyOf;
        return label + (excluded ? "!~" : "=~") + PromNames.quoted(pattern);
    }
}
