package dev.vigie.metrics;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last slots of one length; what becomes too old for it goes into the coarser slots of the next. */
final class SlotRing {

    private final long length;
    private final long kept;
    private final int routes;
    private final @Nullable SlotRing next;
    private final @Nullable StatisticsSlot[] slots;

    /**
     * A ring without slots.
     *
     * @param length of one slot, in nanoseconds
     * @param count how many the window has
     * @param routes how many routes a slot has
     * @param next of coarser slots; null where what is too old is forgotten
     */
    SlotRing(long length, int count, int routes, @Nullable SlotRing next) {
        this.length = length;
        this.kept = (count + 1) * length;
        this.routes = routes;
        this.next = next;
        // One place more than is kept, as no slot may come to stand where one is that is still wanted.
        this.slots = new @Nullable StatisticsSlot[count + 2];
    }

    /** Hands on what is too old at this time, so that there is room for the slot of it. */
    void moveTo(long now) {
        if (next != null) {
            next.moveTo(now);
        }
        for (int i = 0; i < slots.length; i++) {
            StatisticsSlot slot = slots[i];
            if (slot != null && isTooOld(slot, now)) {
                slots[i] = null;
                handOn(slot, now);
            }
        }
    }

    private boolean isTooOld(StatisticsSlot slot, long now) {
        return slot.start() < now - kept;
    }

    private void handOn(StatisticsSlot slot, long now) {
        for (SlotRing ring = next; ring != null; ring = ring.next) {
            if (!ring.isTooOld(slot, now)) {
                ring.at(slot.start()).addAll(slot);
                return;
            }
        }
    }

    /** The slot of a time that is not too old; made when it is not there. */
    StatisticsSlot at(long time) {
        long number = time / length;
        int place = (int) (number % slots.length);
        StatisticsSlot slot = slots[place];
        if (slot == null) {
            slot = new StatisticsSlot(number * length, routes);
            slots[place] = slot;
        }
        return slot;
    }

    /** How much memory its slots and those of the rings behind take. */
    long bytes() {
        long bytes = next == null ? 0 : next.bytes();
        for (StatisticsSlot slot : slots) {
            bytes += slot == null ? 0 : slot.bytes();
        }
        return bytes;
    }

    /** All that began at that time or later, those of the rings behind, too. */
    void since(long time, Consumer<StatisticsSlot> consumer) {
        for (StatisticsSlot slot : slots) {
            if (slot != null && slot.start() >= time) {
                consumer.accept(slot);
            }
        }
        if (next != null) {
            next.since(time, consumer);
        }
    }
}
