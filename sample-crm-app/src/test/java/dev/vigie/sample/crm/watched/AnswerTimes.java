package dev.vigie.sample.crm.watched;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What many readers were answered, and how long that took. */
final class AnswerTimes {

    private final Map<String, ConcurrentLinkedQueue<Answered>> answers = new ConcurrentHashMap<>();

    /** One answer; times are those of {@link System#nanoTime()}. */
    record Answered(long start, long end, int status) {}

    void add(String path, Answered answered) {
        answers.computeIfAbsent(path, name -> new ConcurrentLinkedQueue<>()).add(answered);
    }

    Collection<Answered> at(String path) {
        return answers.getOrDefault(path, new ConcurrentLinkedQueue<>());
    }

    void clear() {
        answers.clear();
    }

    /** Milliseconds within which this share of the answers came. */
    double millis(String path, double share) {
        return millis(sorted(path), share);
    }

    String table(List<String> paths) {
        StringBuilder table =
                new StringBuilder("| endpoint | answers | p50 ms | p99 ms | max ms |\n|---|---:|---:|---:|---:|\n");
        for (String path : paths) {
            long[] sorted = sorted(path);
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %,d | %.1f | %.1f | %.1f |%n",
                    path,
                    sorted.length,
                    millis(sorted, 0.5),
                    millis(sorted, 0.99),
                    millis(sorted, 1)));
        }
        return table.toString();
    }

    private long[] sorted(String path) {
        return at(path).stream()
                .mapToLong(answer -> answer.end() - answer.start())
                .sorted()
                .toArray();
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
