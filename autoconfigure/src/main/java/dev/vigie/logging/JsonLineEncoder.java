package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
    private @Nullable LoggingEventCompositeJsonEncoder tight;

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

    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        if (tight == null) {
            tight = new LoggingEventCompositeJsonEncoder();
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
        encoder.getProviders().addProvider(new JsonLineProvider(service, environment, keyValuesAtRoot, limits));
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
        return isUsable(line) ? line : lastResort(event);
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

    /** Whether lines come out at all; they do not on a logstash-logback-encoder of another Jackson generation. */
    boolean works(ILoggingEvent trial) {
        return isUsable(encodeNormally(trial));
    }

    private static boolean isUsable(byte[] line) {
        return line.length > 0 && line.length <= LineLimits.LINE_BYTES;
    }

    private byte[] encodeNormally(ILoggingEvent event) {
        try {
            return super.encode(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failed) {
            return new byte[0];
        }
    }

    private byte[] encodeTightly(ILoggingEvent event) {
        try {
            return tight == null ? new byte[0] : tight.encode(event);
        } catch (RuntimeException | StackOverflowError | LinkageError failed) {
            return new byte[0];
        }
    }

    /** Nothing of the event that could have been the reason, and no Jackson. */
    private static byte[] lastResort(ILoggingEvent event) {
        String line = "{\"timestamp\":\"" + new String(new LineTimestamp().format(event.getTimeStamp()))
                + "\",\"level\":\"error\",\"category\":\"application\",\"event\":\"log_line_lost\","
                + "\"message\":\"log_line_lost\"}\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }
}
