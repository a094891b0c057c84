package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;

/** Sets the lines up again when the logging system is initialised anew in the life of one application. */
final class AgainAfterReset implements LoggerContextListener {

    private final LogbackSetup setup;

    private AgainAfterReset(LogbackSetup setup) {
        this.setup = setup;
    }

    static void register(LoggerContext context, LogbackSetup setup) {
        unregister(context);
        context.addListener(new AgainAfterReset(setup));
    }

    static void unregister(LoggerContext context) {
        for (LoggerContextListener listener : context.getCopyOfListenerList()) {
            if (listener instanceof AgainAfterReset) {
                context.removeListener(listener);
            }
        }
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onStart(LoggerContext context) {
        setup.apply();
    }

    @Override
    public void onReset(LoggerContext context) {
        // The new appenders are not there yet; Spring Boot starts the context when they are.
    }

    @Override
    public void onStop(LoggerContext context) {
        // Boot stops the context before every reset, and at the end of the JVM: nothing to do in either.
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // Levels are not ours.
    }
}
