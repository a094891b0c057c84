package dev.vigie.sample.crm;

import dev.vigie.sample.crm.organisation.Organisation;
import dev.vigie.sample.crm.servers.CrmServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real application, started on a free port with a database of its own. */
public final class RunningCrm implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningCrm(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it on the shared servers. */
    public static RunningCrm start(String... properties) {
        return start(CrmServers.shared(), properties);
    }

    /** Starts it on these servers; {@code properties} ({@code key=value}) win over everything. */
    public static RunningCrm start(CrmServers servers, String... properties) {
        List<String> all = new ArrayList<>(servers.properties());
        all.addAll(List.of(properties));
        return startAlone(all.toArray(String[]::new));
    }

    /** Starts it without telling it of any server, as a new user does. */
    public static RunningCrm startAlone(String... properties) {
        // By key, because a key given twice on the command line becomes a list of both values.
        Map<String, String> arguments = new LinkedHashMap<>(Map.of(
                "server.port", "--server.port=0",
                // A developer's full disk is no failed test.
                "vigie.health.disk.max-used-percent", "--vigie.health.disk.max-used-percent=100"));
        for (String property : properties) {
            arguments.put(property.substring(0, property.indexOf('=')), "--" + property);
        }
        return new RunningCrm(new SpringApplicationBuilder(CrmApplication.class)
                .main(CrmApplication.class)
                .run(arguments.values().toArray(String[]::new)));
    }

    /** A client with a cookie jar of its own: one browser, nobody signed in. */
    public CrmClient client() {
        return new CrmClient(port());
    }

    /** A client that is signed in already. */
    public CrmClient clientOf(String user) {
        CrmClient client = client();
        client.login(user, user + "-demo");
        return client;
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** Waits until an organisation is in Redis: from Spring Data Redis 4 on no request waits for that. */
    public void awaitCached(long organisation) {
        Cache cache = Objects.requireNonNull(bean(CacheManager.class).getCache(Organisation.CACHE));
        Awaitility.await("organisation " + organisation + " in Redis").until(() -> cache.get(organisation) != null);
    }

    public long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        context.close();
    }
}
