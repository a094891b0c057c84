package dev.vigie.feature;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * A property of Vigie whose value cannot be read is told, and its default is used; with any other the application would
 * not start. Properties of others fail as they always did.
 */
final class UsableProperties implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("vigie");

    @Override
    public BindHandler apply(BindHandler bindHandler) {
        return new DefaultWhereUnusable(bindHandler);
    }

    private static final class DefaultWhereUnusable extends AbstractBindHandler {

        DefaultWhereUnusable(BindHandler parent) {
            super(parent);
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            ConfigurationProperty given = context.getConfigurationProperty();
            if (!OURS.isAncestorOf(name) || given == null) {
                return super.onFailure(name, target, context, error);
            }
            // What cannot be read is no text, so no secret; those are told of nowhere.
            StartupProblems.warn(
                    "The property %s is '%s', which is no %s (from %s). The default is used."
                            .formatted(
                                    name,
                                    StartupProblems.printable(String.valueOf(given.getValue())),
                                    described(target.getType()),
                                    given.getOrigin()),
                    "Correct %s, or remove it; docs/properties.md has its type and its default.".formatted(name));
            return null;
        }

        private static String described(ResolvableType type) {
            Class<?> raw = type.resolve(Object.class);
            return raw.isEnum() ? "one of " + String.join(", ", names(raw.getEnumConstants())) : raw.getSimpleName();
        }

        private static String[] names(Object[] constants) {
            String[] names = new String[constants.length];
            for (int i = 0; i < names.length; i++) {
                names[i] =
                        ((Enum<?>) constants[i]).name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return names;
        }
    }
}
