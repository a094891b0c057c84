package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.privacy.Masking;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import net.logstash.logback.composite.AbstractCompositeJsonFormatter;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The logback encoder of Vigie's JSON lines: one event is one physical line of valid JSON of at most 64 KB, whatever
 * the event holds. For {@code <encoder class="dev.vigie.logging.JsonLineEncoder"/>}; providers that are added write
 * behind ours.
 */
public final class JsonLineEncoder extends LoggingEventCompositeJsonEncoder {

    private String service = "application";
    private String environment = "development";
    private boolean keyValuesAtRoot;
    private @Nullable TightEncoder tight;
    private String mask = LineMasking.ALL;
    private Masking secrets = Masking.of(List.of());
    private volatile LineMasking masking = new LineMasking(mask, secrets);
    private LostLine lost = new LostLine(service, environment, this::masking);

    /** Sets the name of the service; default {@code application}. */
    public void setService(String service) {
        this.service = service;
    }

    /** Sets the name of the environment; default {@code development}. */
    public void setEnvironment(String environment) {
        this.environment = environment;
    }

    /** Sets where key-values go: {@code root}, or anything else for {@code metadata}. */
    public void setKeyValues(String keyValues) {
        this.keyValuesAtRoot = LoggingSettings.ROOT.equalsIgnoreCase(keyValues);
    }

    /**
     * Sets what is masked: {@code all}, which is the default; {@code keys} for the values of secret keys only, without
     * a look at texts; or {@code none}.
     */
    public synchronized void setMask(String mask) {
        String wanted = mask.trim().toLowerCase(Locale.ROOT);
        boolean known =
                List.of(LineMasking.ALL, LineMasking.KEYS, LineMasking.NONE).contains(wanted);
        if (!known) {
            addWarn("mask is all, keys or none, not '" + mask + "'; taken for all");
        }
        this.mask = known ? wanted : LineMasking.ALL;
        this.masking = new LineMasking(this.mask, secrets);
    }

    /** Sets what is secret, at any time; default are the known words and looks. */
    public synchronized void setMasking(Masking masking) {
        this.secrets = masking;
        this.masking = new LineMasking(mask, secrets);
    }

    private LineMasking masking() {
        return masking;
    }

    @Override
    protected AbstractCompositeJsonFormatter<ILoggingEvent> createFormatter() {
        return new LineFormatter(this);
    }

    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        lost = new LostLine(service, environment, this::masking);
        if (tight == null) {
            tight = new TightEncoder();
            tight.setContext(getContext());
            prepare(tight, LineLimits.TIGHT);
            prepare(this, LineLimits.NORMAL);
        }
        tight.start();
        super.start();
    }

    private void prepare(LoggingEventCompositeJsonEncoder encoder, LineLimits limits) {
        encoder.setLineSeparator("UNIX");
        encoder.setFindAndRegisterJacksonModules(false);
        encoder.setJsonFactoryDecorator(new LineEscapes());
        encoder.getProviders()
                .addProvider(new JsonLineProvider(service, environment, keyValuesAtRoot, limits, this::masking));
    }

    @Override
    public void stop() {
        super.stop();
        if (tight != null) {
            tight.stop();
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = encodeNormally(event);
        if (isUsable(line)) {
            return line;
        }
        line = encodeTightly(event);
        return isUsable(line) ? line : lost.of(event);
    }

    @Override
    public void encode(ILoggingEvent event, OutputStream outputStream) throws IOException {
        outputStream.write(encode(event));
    }

    boolean isFor(LoggingSettings settings) {
        return isStarted()
                && service.equals(settings.service())
                && environment.equals(settings.environment())
                && keyValuesAtRoot == settings.keyValues().equals(LoggingSettings.ROOT);
    }

    /** Throws when no line comes out; none does on a logstash-logback-encoder of another Jackson generation. */
    void check(ILoggingEvent trial) {
        if (!isUsable(super.encode(trial))) {
            throw new IllegalStateException("no line came out");
        }
    }

    private static boolean isUsable(byte[] line) {
        return line.length > 0 && line.length <= LineLimits.LINE_BYTES;
    }

    private byte[] encodeNormally(ILoggingEvent event) {
        try {
            return super.encode(event);
        } catch (Throwable failed) {
            return new byte[0];
        }
    }

    private byte[] encodeTightly(ILoggingEvent event) {
        try {
            return tight == null ? new byte[0] : tight.encode(event);
        } catch (Throwable failed) {
            return new byte[0];
        }
    }

    /** Writes the same within tighter limits, without the providers that were added. */
    private static final class TightEncoder extends LoggingEventCompositeJsonEncoder {

        @Override
        protected AbstractCompositeJsonFormatter<ILoggingEvent> createFormatter() {
            return new LineFormatter(this);
        }
    }
}
