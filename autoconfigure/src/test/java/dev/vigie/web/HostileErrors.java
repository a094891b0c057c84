package dev.vigie.web;

/** Exceptions that make trouble for those who look at them. */
final class HostileErrors {

    private HostileErrors() {}

    static RuntimeException of(String kind) {
        return switch (kind) {
            case "message" ->
                new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                };
            case "circle" -> circle();
            case "depth" -> depth();
            case "size" -> new IllegalStateException("x".repeat(10_000_000));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static RuntimeException circle() {
        RuntimeException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        return one;
    }

    private static RuntimeException depth() {
        RuntimeException deepest = new IllegalStateException("deepest");
        for (int i = 0; i < 20_000; i++) {
            deepest = new IllegalStateException("level", deepest);
        }
        return deepest;
    }

    /** Answered by the application, and silent towards everybody who asks. */
    static final class SilentError extends RuntimeException {

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
