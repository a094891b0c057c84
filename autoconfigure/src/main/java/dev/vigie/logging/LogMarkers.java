package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** What a line asks for besides its category, as SLF4J markers. */
public final class LogMarkers {

    /**
     * The rate limit never holds this line back, because somebody will look for this very one: that of the failed
     * request whose id a customer has, for example. Beyond the limit its exception is written without frames.
     */
    public static final Marker UNLIMITED = MarkerFactory.getMarker("unlimited");

    private LogMarkers() {}

    static boolean isUnlimited(ILoggingEvent event) {
        List<Marker> markers = event.getMarkerList();
        return markers != null && markers.contains(UNLIMITED);
    }
}
