package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number a rule looks at: one statistic of the meters of one name, or of some of them.
 *
 * @param meter the meters' name in Micrometer, {@code http.server.requests}
 * @param statistic which of their numbers
 * @param unit their base unit, empty if they have none; part of their name in a Prometheus scrape
 * @param within of {@link Statistic#WITHIN} the bound, null for all others
 * @param where which of the meters count; all if empty
 * @param by the tags that tell one thing from another, each with alerts of its own; none for one number in all
 */
public record Signal(
        String meter,
        Statistic statistic,
        String unit,
        @Nullable Duration within,
        List<TagMatch> where,
        List<String> by) {

    public Signal {
        where = List.copyOf(where);
        by = List.copyOf(by);
    }

    /** What a gauge says. */
    public static Signal gauge(String meter) {
        return new Signal(meter, Statistic.VALUE, "", null, List.of(), List.of());
    }

    /** How much a counter counts. */
    public static Signal counter(String meter) {
        return new Signal(meter, Statistic.COUNT, "", null, List.of(), List.of());
    }

    /** How often a timer records. */
    public static Signal timer(String meter) {
        return new Signal(meter, Statistic.TIMES, "seconds", null, List.of(), List.of());
    }

    /** The same of meters with this base unit, {@code bytes}. */
    public Signal in(String baseUnit) {
        return new Signal(meter, statistic, baseUnit, within, where, by);
    }

    /** The same of those meters only whose tag has one of these values; one without the tag has an empty one. */
    public Signal where(String tag, String... values) {
        return matching(new TagMatch(tag, List.of(values), TagMatch.Kind.IS));
    }

    /** The same without those meters whose tag has one of these values. */
    public Signal except(String tag, String... values) {
        return matching(new TagMatch(tag, List.of(values), TagMatch.Kind.IS_NOT));
    }

    /** The same of those meters only whose tag is one of these paths or below one: {@code db} and {@code db/orders}. */
    public Signal under(String tag, String... paths) {
        return matching(new TagMatch(tag, List.of(paths), TagMatch.Kind.UNDER));
    }

    /** The same, told apart by these tags. */
    public Signal by(String... tags) {
        return new Signal(meter, statistic, unit, within, where, List.of(tags));
    }

    /** Of a timer: how often it records at most this duration, for which it needs a bucket. */
    Signal within(Duration bound) {
        return new Signal(meter, Statistic.WITHIN, unit, bound, where, by);
    }

    private Signal matching(TagMatch match) {
        List<TagMatch> more = new ArrayList<>(where);
        more.add(match);
        return new Signal(meter, statistic, unit, within, more, by);
    }

    boolean counts(UnaryOperator<@Nullable String> tagValue) {
        return where.stream().allMatch(match -> match.matches(tagValue.apply(match.tag())));
    }

    /** The labels of the thing a meter with these tags is about. */
    Map<String, String> labels(UnaryOperator<@Nullable String> tagValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String tag : by) {
            String value = tagValue.apply(tag);
            if (value != null && !value.isEmpty()) {
                labels.put(PromNames.label(tag), value);
            }
        }
        return labels;
    }

    /** A selector of PromQL. */
    String promql() {
        String bucket = within == null ? "" : "le=" + PromNames.quoted(PromNames.seconds(within));
        String matchers = Stream.concat(where.stream().map(TagMatch::promql), Stream.of(bucket))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(","));
        String name = PromNames.metric(meter, unit) + statistic.ending();
        return matchers.isEmpty() ? name : name + "{" + matchers + "}";
    }

    /** An aggregation of PromQL by the tags that tell things apart. */
    String aggregated(String operator, String expression) {
        String grouping = by.isEmpty()
                ? ""
                : " by (" + by.stream().map(PromNames::label).collect(Collectors.joining(", ")) + ") ";
        return operator + grouping + "(" + expression + ")";
    }
}
