package dev.vigie.sample.crm.watched;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meters of a scrape as its comments describe them, and the tags they have. */
final class Exposition {

    /** On every meter, and told once. */
    private static final Set<String> COMMON = Set.of("application", "environment", "version", "le", "quantile");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private Exposition() {}

    /**
     * One meter.
     *
     * @param help what it says of itself; empty when nothing
     */
    record Meter(String name, String type, String help, Set<String> tags) {

        /** By the conventions of Prometheus a unit is the end of the name. */
        String unit() {
            String bare = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
            String last = bare.substring(bare.lastIndexOf('_') + 1);
            return Set.of("seconds", "bytes").contains(last) ? last : "";
        }
    }

    /** All of them by name; the maximum of a timer is part of the timer. */
    static Map<String, Meter> read(String scrape) {
        Map<String, String> helps = new TreeMap<>();
        Map<String, Meter> meters = new TreeMap<>();
        String family = "";
        for (String line : scrape.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words.length > 3 ? words[3].strip() : "");
            } else if (line.startsWith("# TYPE ")) {
                family = words[2];
                meters.put(family, new Meter(family, words[3], helps.getOrDefault(family, ""), new TreeSet<>()));
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                meters.get(family).tags().addAll(tags(line));
            }
        }
        for (String name : new ArrayList<>(meters.keySet())) {
            Meter timer = name.endsWith("_max") ? meters.get(name.substring(0, name.length() - 4)) : null;
            if (timer != null && !timer.type().equals("gauge")) {
                meters.remove(name);
            }
        }
        return meters;
    }

    /** Those whose names fit a pattern with one star, as one meter of that name. */
    static void merge(Map<String, Meter> meters, String pattern) {
        String begin = pattern.substring(0, pattern.indexOf('*'));
        String end = pattern.substring(pattern.indexOf('*') + 1);
        for (String name : new ArrayList<>(meters.keySet())) {
            if (name.startsWith(begin) && name.endsWith(end) && !name.equals(pattern)) {
                Meter one = meters.remove(name);
                meters.computeIfAbsent(pattern, all -> new Meter(all, one.type(), one.help(), new TreeSet<>()))
                        .tags()
                        .addAll(one.tags());
            }
        }
    }

    private static Set<String> tags(String sample) {
        Set<String> tags = new TreeSet<>();
        Matcher label = LABEL.matcher(sample);
        while (label.find()) {
            tags.add(label.group(1));
        }
        tags.removeAll(COMMON);
        return tags;
    }
}
