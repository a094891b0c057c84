package dev.vigie.sample.crm.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts all rejected rows and remembers the first ones; a file of nothing but nonsense costs no memory. */
class Rejections {

    private static final int MOST_REMEMBERED = 1_000;

    private final List<RejectedRow> remembered = new ArrayList<>();
    private int count;

    void add(long line, String reason) {
        count++;
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.add(new RejectedRow(line, reason));
        }
    }

    int count() {
        return count;
    }

    List<RejectedRow> byLine() {
        return remembered.stream()
                .sorted(Comparator.comparingLong(RejectedRow::line))
                .toList();
    }
}
