package dev.vigie.sample.crm.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code organisation}. */
@Repository
class OrganisationRepository {

    private static final String MATCHES = " where lower(name) like :pattern or lower(city) like :pattern";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    OrganisationRepository(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Organisation insert(NewOrganisation organisation) {
        return jdbc.sql("insert into organisation (name, city, country, category) values (?, ?, ?, ?) returning *")
                .params(row(organisation))
                .query(OrganisationRepository::map)
                .single();
    }

    /**
     * Inserts many at once.
     *
     * @return for each organisation, in the same order, whether its name was still free and it is now there
     */
    boolean[] insertAllWithFreeName(List<NewOrganisation> organisations) {
        int[] counts = batches.batchUpdate(
                """
                insert into organisation (name, city, country, category) values (?, ?, ?, ?)
                on conflict on constraint organisation_name_unique do nothing""",
                organisations.stream().map(o -> row(o).toArray()).toList());
        boolean[] inserted = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            inserted[i] = counts[i] > 0;
        }
        return inserted;
    }

    Optional<Organisation> find(long id) {
        return jdbc.sql("select * from organisation where id = ?")
                .param(id)
                .query(OrganisationRepository::map)
                .optional();
    }

    Page<Organisation> search(String text, int page, int size) {
        String pattern = containing(text);
        List<Organisation> items = jdbc.sql(
                        "select * from organisation" + MATCHES + " order by name, id limit :size offset :offset")
                .param("pattern", pattern)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(OrganisationRepository::map)
                .list();
        long total = jdbc.sql("select count(*) from organisation" + MATCHES)
                .param("pattern", pattern)
                .query(Long.class)
                .single();
        return new Page<>(items, page, size, total);
    }

    boolean delete(long id) {
        return jdbc.sql("delete from organisation where id = ?").param(id).update() > 0;
    }

    /** The signs that LIKE gives a meaning stand for themselves. */
    private static String containing(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    private static List<@Nullable Object> row(NewOrganisation organisation) {
        Category category = organisation.category();
        return Arrays.asList(
                organisation.name(),
                organisation.city(),
                organisation.country(),
                category == null ? null : category.name());
    }

    private static Organisation map(ResultSet row, int number) throws SQLException {
        return new Organisation(
                row.getLong("id"),
                row.getString("name"),
                row.getString("city"),
                row.getString("country"),
                Category.valueOf(row.getString("category")),
                row.getTimestamp("created_at").toInstant());
    }
}
