package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.privacy.Masking;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

/** Whether SQL statements become spans here. */
final class QuerySpans {

    /** Sentry's own listener for p6spy makes them where it is. */
    private static final String SENTRYS = "io.sentry.jdbc.SentryJdbcEventListener";

    private QuerySpans() {}

    static QueryWatch watch(ObjectProvider<Spans> spans, Masking masking, OperationProperties properties) {
        boolean ours =
                properties.spans().enabled() && !ClassUtils.isPresent(SENTRYS, QuerySpans.class.getClassLoader());
        Spans recorded = ours ? spans.getIfUnique(() -> Spans.NONE) : Spans.NONE;
        return new QueryWatch(recorded, masking, properties.slowQueryThreshold());
    }
}
