package dev.vigie.bench;

import dev.vigie.bench.ArmResult.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as one Markdown table, the differences that count below it. */
final class ResultTable {

    private final List<ArmResult> results;
    private final List<String> notes;

    ResultTable(List<ArmResult> results, List<String> notes) {
        this.results = List.copyOf(results);
        this.notes = List.copyOf(notes);
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(row("arm", Arrays.stream(Quantity.values()).map(quantity -> quantity.heading)));
        lines.add("|---" + "|---:".repeat(Quantity.values().length) + "|");
        for (ArmResult result : results) {
            lines.add(row(result.arm().name(), Arrays.stream(Quantity.values()).map(quantity -> result.of(quantity)
                    .text(quantity.decimals))));
        }
        lines.add(difference("noise floor: bare again - bare", "bare again", "bare"));
        lines.add(difference("starter - hand-wired", "starter", "hand-wired"));
        lines.add("");
        notes.forEach(note -> lines.add("- " + note));
        return String.join("\n", lines) + "\n";
    }

    private String difference(String title, String minuend, String subtrahend) {
        return row(title, Arrays.stream(Quantity.values()).map(quantity -> {
            double value = median(minuend, quantity) - median(subtrahend, quantity);
            return (value > 0 ? "+" : "") + Samples.number(value, quantity.decimals);
        }));
    }

    private double median(String arm, Quantity quantity) {
        return results.stream()
                .filter(result -> result.arm().name().equals(arm))
                .findFirst()
                .orElseThrow()
                .of(quantity)
                .median();
    }

    private static String row(String first, Stream<String> cells) {
        return "| " + first + cells.map(cell -> " | " + cell).collect(Collectors.joining()) + " |";
    }
}
