package dev.vigie.privacy;

import dev.vigie.feature.StartupProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The application's own patterns of secrets. One that would take for ever is stopped. */
final class OwnPatterns {

    private static final int STEPS_PER_CHARACTER = 200;
    private static final int STEPS_ALWAYS = 20_000;

    private final List<Pattern> patterns;

    private OwnPatterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Those that can be compiled; the others are told. */
    static OwnPatterns of(List<String> expressions) {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            try {
                patterns.add(Pattern.compile(expressions.get(i)));
            } catch (PatternSyntaxException | StackOverflowError notOne) {
                String why = notOne instanceof PatternSyntaxException syntax ? syntax.getDescription() : "too deep";
                StartupProblems.warn(
                        "vigie.privacy.secret-patterns[" + i + "] is no regular expression: "
                                + StartupProblems.printable(why) + ". It is left out; all others work.",
                        "Correct '" + StartupProblems.printable(expressions.get(i))
                                + "' (in a properties file a backslash is written twice), or remove it.");
            }
        }
        return new OwnPatterns(patterns);
    }

    OwnPatterns and(OwnPatterns others) {
        List<Pattern> all = new ArrayList<>(patterns);
        others.patterns.stream()
                .filter(other ->
                        patterns.stream().noneMatch(known -> known.pattern().equals(other.pattern())))
                .forEach(all::add);
        return new OwnPatterns(all);
    }

    String masked(String text) {
        String masked = text;
        for (Pattern pattern : patterns) {
            masked = masked(masked, pattern);
        }
        return masked;
    }

    private static String masked(String text, Pattern pattern) {
        MaskedCopy copy = new MaskedCopy(text);
        Matcher matcher = pattern.matcher(new CountedText(text));
        while (matcher.find()) {
            copy.replace(matcher.start(), matcher.end(), Masking.MASK);
        }
        return copy.result();
    }

    /** A text that may be looked at so many times and no more. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private long left;

        CountedText(String text) {
            this.text = text;
            this.left = STEPS_ALWAYS + (long) text.length() * STEPS_PER_CHARACTER;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new IllegalStateException("The pattern takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
