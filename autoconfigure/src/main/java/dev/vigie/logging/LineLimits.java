package dev.vigie.logging;

/**
 * How many characters the parts of one line may have. JSON may need six bytes for one character; a line that comes out
 * above {@link #LINE_BYTES} is therefore written again within {@link #TIGHT}, which cannot.
 *
 * @param rest everything but the error, keys included
 * @param message the message
 * @param value one value
 * @param stack the stack text
 * @param error the whole error, kept apart so that a long message leaves room for it
 * @param entries members of one object, elements of one array
 */
record LineLimits(int rest, int message, int value, int stack, int error, int entries) {

    /** The longest line, its line feed included. */
    static final int LINE_BYTES = 64 * 1024;

    static final LineLimits NORMAL = new LineLimits(40 * 1024, 16 * 1024, 8 * 1024, 8 * 1024, 12 * 1024, 100);

    static final LineLimits TIGHT = new LineLimits(5 * 1024, 2 * 1024, 512, 2 * 1024, 3 * 1024, 40);
}
