package dev.vigie.alert.rule;

import static dev.vigie.alert.rule.Severity.CRITICAL;
import static dev.vigie.alert.rule.Severity.HIGH;
import static dev.vigie.alert.rule.Severity.MEDIUM;

import java.time.Duration;
import java.util.List;

/** The rules that are there without a line of configuration. */
final class RuleCatalogue {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Signal REQUESTS = Signal.timer("http.server.requests");
    private static final Signal HEALTH = Signal.gauge("vigie.health").by("component");
    private static final Limit IS_DOWN = new Limit(Comparison.EQUAL, 0);

    private RuleCatalogue() {}

    static List<AlertRule> all() {
        return List.of(
                databaseDown(),
                redisDown(),
                diskSpaceLow(),
                cpuHigh(),
                heapHigh(),
                hostMemoryHigh(),
                errorRateHigh(),
                errorBurst(),
                responseTimeHigh(),
                slowResponses(),
                apiErrorsHigh(),
                loginAttack(),
                loginBruteForce(),
                integrityErrors(),
                errorLogBurst(),
                activityDrop(),
                poolExhausted(),
                threadDeadlock(),
                gcOverhead(),
                fileDescriptors(),
                sentryUnreachable());
    }

    private static AlertRule databaseDown() {
        return AlertRule.named("DatabaseDown", Condition.value(HEALTH.under("component", "db"), IS_DOWN))
                .holding(MINUTE)
                .withoutData(NoData.ALERT)
                .saying(new Notice(CRITICAL, "database", "{component} is DOWN", null));
    }

    private static AlertRule redisDown() {
        return AlertRule.named("RedisDown", Condition.value(HEALTH.under("component", "redis"), IS_DOWN))
                .holding(MINUTE)
                .withoutData(NoData.ALERT)
                .saying(new Notice(CRITICAL, "redis", "{component} is DOWN", null));
    }

    private static AlertRule diskSpaceLow() {
        Signal free = Signal.gauge("disk.free").in("bytes").by("path");
        Signal total = Signal.gauge("disk.total").in("bytes").by("path");
        return AlertRule.named("DiskSpaceLow", Condition.quotient(free, total, Limit.below(0.1)))
                .holding(MINUTE)
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(HIGH, "disk", "Only {value} of the disk {path} is free", null));
    }

    private static AlertRule cpuHigh() {
        return AlertRule.named("CpuHigh", Condition.value(Signal.gauge("system.cpu.usage"), Limit.above(0.9)))
                .holding(FIVE_MINUTES)
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(HIGH, "system", "The processors are busy to {value}", null));
    }

    /** After a collection: before one a heap is always full. */
    private static AlertRule heapHigh() {
        Signal heap = Signal.gauge("jvm.memory.usage.after.gc");
        return AlertRule.named("HeapHigh", Condition.value(heap, Limit.above(0.85)))
                .holding(FIVE_MINUTES)
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(HIGH, "system", "The heap is full to {value} after a collection", null));
    }

    private static AlertRule hostMemoryHigh() {
        Signal available = Signal.gauge("system.memory.available").in("bytes");
        Signal total = Signal.gauge("system.memory.total").in("bytes");
        return AlertRule.named("MemoryHigh", Condition.quotient(available, total, Limit.below(0.15)))
                .holding(FIVE_MINUTES)
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(HIGH, "system", "Only {value} of the memory is available", null));
    }

    private static AlertRule errorRateHigh() {
        Signal failed = REQUESTS.where("outcome", "SERVER_ERROR");
        return AlertRule.named(
                        "ErrorRateHigh",
                        Condition.share(failed, REQUESTS, new Traffic(FIVE_MINUTES, 100), Limit.above(0.01)))
                .keepingFor(MINUTE)
                .saying(new Notice(HIGH, "requests", "{value} of the requests fail", null));
    }

    private static AlertRule errorBurst() {
        Signal failures = Signal.counter("vigie.web.failures").where("outcome", "server_error");
        return AlertRule.named("ErrorBurst", Condition.increase(failures, MINUTE, Limit.above(10)))
                .keepingFor(MINUTE)
                .saying(new Notice(HIGH, "requests", "{value} requests failed within a minute", null));
    }

    private static AlertRule responseTimeHigh() {
        return AlertRule.named(
                        "ResponseTimeHigh",
                        Condition.slower(
                                REQUESTS, Duration.ofSeconds(2), new Traffic(FIVE_MINUTES, 20), Limit.above(0.05)))
                .keepingFor(MINUTE)
                .saying(new Notice(HIGH, "requests", "{value} of the requests take longer than 2 s", null));
    }

    private static AlertRule slowResponses() {
        return AlertRule.named(
                        "SlowResponses",
                        Condition.slower(
                                REQUESTS, Duration.ofSeconds(1), new Traffic(FIVE_MINUTES, 20), Limit.above(0.05)))
                .keepingFor(MINUTE)
                .saying(new Notice(MEDIUM, "requests", "{value} of the requests take longer than 1 s", null));
    }

    private static AlertRule apiErrorsHigh() {
        Signal refused = REQUESTS.where("outcome", "CLIENT_ERROR", "SERVER_ERROR");
        return AlertRule.named(
                        "ApiErrorsHigh",
                        Condition.share(refused, REQUESTS, new Traffic(FIVE_MINUTES, 100), Limit.above(0.05)))
                .keepingFor(MINUTE)
                .saying(new Notice(MEDIUM, "requests", "{value} of the requests are answered with 400 to 599", null));
    }

    private static AlertRule loginAttack() {
        Signal failed = Signal.counter("vigie.logins").where("outcome", "failure");
        return AlertRule.named("LoginAttack", Condition.increase(failed, MINUTE, Limit.above(100)))
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(CRITICAL, "security", "{value} logins failed within a minute", null));
    }

    private static AlertRule loginBruteForce() {
        Signal most = Signal.gauge("vigie.logins.failed.top").by("kind");
        return AlertRule.named("LoginBruteForce", Condition.value(most, Limit.above(10)))
                .keepingFor(FIVE_MINUTES)
                .saying(new Notice(HIGH, "security", "{value} logins failed for one {kind}", null));
    }

    private static AlertRule integrityErrors() {
        Signal violations = Signal.counter("vigie.web.integrity.violations");
        return AlertRule.named("IntegrityErrors", Condition.increase(violations, FIVE_MINUTES, Limit.above(0)))
                .saying(new Notice(MEDIUM, "database", "{value} constraints were violated within 5 minutes", null));
    }

    private static AlertRule errorLogBurst() {
        Signal lines = Signal.counter("vigie.log.lines").where("level", "error");
        return AlertRule.named("ErrorLogBurst", Condition.increase(lines, FIVE_MINUTES, Limit.above(50)))
                .keepingFor(MINUTE)
                .saying(new Notice(MEDIUM, "log", "{value} lines of level ERROR within 5 minutes", null));
    }

    private static AlertRule activityDrop() {
        Signal users = Signal.gauge("vigie.users.active");
        Duration hour = Duration.ofHours(1);
        return AlertRule.named(
                        "ActivityDrop",
                        Condition.drop(users, hour, new Traffic(Duration.ofMinutes(15), 10), Limit.above(0.5)))
                .holding(FIVE_MINUTES)
                .saying(new Notice(HIGH, "business", "{value} fewer people are active than an hour ago", null));
    }

    private static AlertRule poolExhausted() {
        Signal pending = Signal.gauge("hikaricp.connections.pending").by("pool");
        return AlertRule.named("ConnectionPoolExhausted", Condition.value(pending, Limit.above(0)))
                .holding(MINUTE)
                .saying(new Notice(HIGH, "database", "{value} threads wait for a connection of {pool}", null));
    }

    private static AlertRule threadDeadlock() {
        Signal deadlocked = Signal.gauge("jvm.threads.deadlocked").in("threads");
        return AlertRule.named("ThreadDeadlock", Condition.value(deadlocked, Limit.above(0)))
                .saying(new Notice(CRITICAL, "system", "{value} threads wait for each other for ever", null));
    }

    private static AlertRule gcOverhead() {
        return AlertRule.named("GcOverhead", Condition.value(Signal.gauge("jvm.gc.overhead"), Limit.above(0.25)))
                .holding(FIVE_MINUTES)
                .saying(new Notice(HIGH, "system", "{value} of the time goes into collecting garbage", null));
    }

    private static AlertRule fileDescriptors() {
        Signal open = Signal.gauge("process.files.open").in("files");
        Signal most = Signal.gauge("process.files.max").in("files");
        return AlertRule.named("FileDescriptors", Condition.quotient(open, most, Limit.above(0.85)))
                .holding(MINUTE)
                .saying(new Notice(HIGH, "system", "{value} of the file descriptors are in use", null));
    }

    private static AlertRule sentryUnreachable() {
        Signal lost = Signal.counter("vigie.errors.events").where("outcome", "dropped");
        return AlertRule.named("SentryUnreachable", Condition.increase(lost, FIVE_MINUTES, Limit.above(0)))
                .holding(FIVE_MINUTES)
                .saying(new Notice(MEDIUM, "errors", "{value} events did not reach Sentry within 5 minutes", null));
    }
}
