package dev.vigie.situation;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exceptions that make trouble for those who look at them. */
final class HostileSituations {

    private static final String FAMILY = "An exception that makes trouble";

    private HostileSituations() {}

    static List<Situation> all() {
        return List.of(
                hostile("its getMessage throws", "message"),
                hostile("its getCause throws", "cause"),
                hostile("its toString throws", "string"),
                hostile("its hashCode and equals throw", "hash"),
                hostile("its causes form a circle", "circle"),
                hostile("it is its own cause", "self"),
                hostile("20,000 causes", "deep"),
                hostile("a message of 10 MB", "large"),
                hostile("its getMessage throws, and it is logged first", "message-logged"),
                hostile("its causes form a circle, and it is logged first", "circle-logged"));
    }

    private static Situation hostile(String name, String path) {
        return Situation.of(FAMILY, name)
                .get("/hostile/{id}/" + path)
                .answersProblem()
                .sendsOne((String) null);
    }

    @RestController
    static class Handlers {

        @GetMapping("/hostile/{id}/message")
        String message() {
            throw new Hostile("message");
        }

        @GetMapping("/hostile/{id}/cause")
        String cause() {
            throw new Hostile("cause");
        }

        @GetMapping("/hostile/{id}/string")
        String string() {
            throw new Hostile("string");
        }

        @GetMapping("/hostile/{id}/hash")
        String hash() {
            throw new Hostile("hash");
        }

        @GetMapping("/hostile/{id}/circle")
        String circle() {
            throw circleOfTwo();
        }

        private static RuntimeException circleOfTwo() {
            RuntimeException one = new IllegalStateException("one");
            one.initCause(new IllegalStateException("two", one));
            return one;
        }

        @GetMapping("/hostile/{id}/self")
        String self() {
            throw new Hostile("self");
        }

        @GetMapping("/hostile/{id}/deep")
        String deep() {
            RuntimeException deepest = new IllegalStateException("deepest");
            for (int i = 0; i < 20_000; i++) {
                deepest = new IllegalStateException("level", deepest);
            }
            throw deepest;
        }

        @GetMapping("/hostile/{id}/large")
        String large() {
            throw new IllegalStateException("x".repeat(10_000_000));
        }

        @GetMapping("/hostile/{id}/message-logged")
        String messageLogged() {
            throw logged(new Hostile("message"));
        }

        @GetMapping("/hostile/{id}/circle-logged")
        String circleLogged() {
            throw logged(circleOfTwo());
        }

        /** An application would see what logback throws at it instead; here only what was thrown matters. */
        private static RuntimeException logged(RuntimeException failure) {
            try {
                org.slf4j.LoggerFactory.getLogger(Handlers.class).error("cannot go on", failure);
            } catch (RuntimeException loggersTrouble) {
                return failure;
            }
            return failure;
        }
    }

    @SuppressWarnings("ThrowableEqualsHashCode")
    static final class Hostile extends RuntimeException {

        private final String kind;

        Hostile(String kind) {
            this.kind = kind;
        }

        private void unless(String one) {
            if (kind.equals(one)) {
                throw new IllegalStateException("no " + one);
            }
        }

        @Override
        public String getMessage() {
            unless("message");
            return "hostile";
        }

        @Override
        public synchronized Throwable getCause() {
            if (kind == null) {
                return null;
            }
            unless("cause");
            return kind.equals("self") ? this : null;
        }

        @Override
        public String toString() {
            unless("string");
            return "hostile";
        }

        @Override
        public int hashCode() {
            unless("hash");
            return 7;
        }

        @Override
        public boolean equals(Object other) {
            unless("hash");
            return this == other;
        }
    }
}
