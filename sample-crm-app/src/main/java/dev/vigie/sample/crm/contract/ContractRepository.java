package dev.vigie.sample.crm.contract;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code contract}. */
@Repository
class ContractRepository {

    private final JdbcClient jdbc;

    ContractRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Contract insert(long organisationId, NewContract contract) {
        return jdbc.sql(
                        """
                insert into contract (organisation_id, title, amount, currency, start_date, end_date)
                values (:organisation, :title, :amount, :currency, :startDate, :endDate) returning *""")
                .param("organisation", organisationId)
                .param("title", contract.title())
                .param("amount", contract.amount())
                .param("currency", contract.currency().getCurrencyCode())
                .param("startDate", contract.startDate())
                .param("endDate", contract.endDate())
                .query(ContractRepository::map)
                .single();
    }

    Optional<Contract> find(long id) {
        return jdbc.sql("select * from contract where id = ?")
                .param(id)
                .query(ContractRepository::map)
                .optional();
    }

    List<Contract> findByOrganisation(long organisationId) {
        return jdbc.sql("select * from contract where organisation_id = ? order by start_date desc, id")
                .param(organisationId)
                .query(ContractRepository::map)
                .list();
    }

    /** The contracts that started last. */
    List<Contract> findLatest(int most) {
        return jdbc.sql("select * from contract order by start_date desc, id limit ?")
                .param(most)
                .query(ContractRepository::map)
                .list();
    }

    private static Contract map(ResultSet row, int number) throws SQLException {
        return new Contract(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getString("title"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getObject("start_date", LocalDate.class),
                row.getObject("end_date", LocalDate.class),
                row.getTimestamp("created_at").toInstant());
    }
}
