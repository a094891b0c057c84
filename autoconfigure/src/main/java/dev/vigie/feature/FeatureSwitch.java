package dev.vigie.feature;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads a switch before its properties are bound. */
public final class FeatureSwitch {

    private FeatureSwitch() {}

    /**
     * Whether the switch of this key, such as {@code vigie.logging.enabled}, is on; it is where nothing is said. A
     * value that is neither true nor false leaves it on, and is told when the properties are bound.
     */
    public static boolean isOn(Environment environment, String key) {
        try {
            return Binder.get(environment).bind(key, Boolean.class).orElse(true);
        } catch (BindException neither) {
            return true;
        }
    }
}
