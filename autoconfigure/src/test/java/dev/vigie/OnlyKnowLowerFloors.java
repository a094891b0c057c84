package dev.vigie;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The floors of the house: a feature knows features of lower floors only, never its neighbours, and nobody knows a
 * sub-package but the sub-package itself.
 */
final class OnlyKnowLowerFloors extends ArchCondition<JavaClass> {

    private static final String ROOT = "dev.vigie.";

    /** From the cellar to the roof, as in {@code docs/architecture.md}. The switch is below everything. */
    private static final String[][] FLOORS = {
        {"feature"},
        {"privacy"},
        {"errors", "logging", "metrics", "health"},
        {"web", "login", "task", "operation", "event", "feedback", "webvitals"},
        {"history"},
        {"alert"},
        {"dashboard", "report", "opskit"},
        {"test"},
    };

    private static final Map<String, Integer> FLOOR_OF = IntStream.range(0, FLOORS.length)
            .boxed()
            .flatMap(floor -> Stream.of(FLOORS[floor]).map(feature -> Map.entry(feature, floor)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    OnlyKnowLowerFloors() {
        super("only know lower floors");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!FLOOR_OF.containsKey(featureOf(type))) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " stands on no floor"));
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            String complaint = complaint(type, dependency.getTargetClass().getBaseComponentType());
            if (complaint != null) {
                events.add(SimpleConditionEvent.violated(type, complaint + ": " + dependency.getDescription()));
            }
        }
    }

    private static @Nullable String complaint(JavaClass from, JavaClass to) {
        if (!to.getPackageName().startsWith(ROOT) || from.getPackageName().equals(to.getPackageName())) {
            return null;
        }
        if (!to.getPackageName().equals(ROOT + featureOf(to))) {
            return "nobody may know a sub-package";
        }
        if (featureOf(from).equals(featureOf(to))) {
            return null;
        }
        int difference = FLOOR_OF.getOrDefault(featureOf(to), Integer.MAX_VALUE) - FLOOR_OF.get(featureOf(from));
        if (difference == 0) {
            return "an arrow sideways";
        }
        return difference > 0 ? "an arrow upwards" : null;
    }

    private static String featureOf(JavaClass type) {
        String inner = type.getPackageName() + ".";
        return inner.startsWith(ROOT) ? inner.substring(ROOT.length()).split("\\.", 2)[0] : "";
    }
}
