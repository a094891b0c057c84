package dev.vigie.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Gives each test method the recorder of its own context, empty. */
class RecordedSentryExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    @Override
    public void beforeEach(ExtensionContext context) {
        sentryOf(context).attach();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        sentryOf(context).detach();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RecordedSentry.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sentryOf(context);
    }

    private static RecordedSentry sentryOf(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(RecordedSentry.class);
    }
}
