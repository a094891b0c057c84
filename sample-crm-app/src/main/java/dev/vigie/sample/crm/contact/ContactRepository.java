package dev.vigie.sample.crm.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code contact}. */
@Repository
class ContactRepository {

    private static final int MOST_FOUND = 100;

    private final JdbcClient jdbc;

    ContactRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Contact insert(long organisationId, NewContact contact) {
        return jdbc.sql(
                        """
                insert into contact (organisation_id, first_name, last_name, email, phone)
                values (:organisation, :firstName, :lastName, :email, :phone) returning *""")
                .param("organisation", organisationId)
                .param("firstName", contact.firstName())
                .param("lastName", contact.lastName())
                .param("email", contact.email())
                .param("phone", contact.phone())
                .query(ContactRepository::map)
                .single();
    }

    Optional<Contact> find(long id) {
        return jdbc.sql("select * from contact where id = ?")
                .param(id)
                .query(ContactRepository::map)
                .optional();
    }

    List<Contact> findByOrganisation(long organisationId) {
        return jdbc.sql("select * from contact where organisation_id = ? order by last_name, first_name, id")
                .param(organisationId)
                .query(ContactRepository::map)
                .list();
    }

    /** At most the first hundred whose name or e-mail address contains the text. */
    List<Contact> search(String text) {
        return jdbc.sql(
                        """
                select * from contact
                where position(:text in lower(concat_ws(' ', first_name, last_name, email))) > 0
                order by last_name, first_name, id limit :most""")
                .param("text", text.toLowerCase(Locale.ROOT))
                .param("most", MOST_FOUND)
                .query(ContactRepository::map)
                .list();
    }

    private static Contact map(ResultSet row, int number) throws SQLException {
        return new Contact(
                row.getLong("id"),
                row.getLong("organisation_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("phone"),
                row.getTimestamp("created_at").toInstant());
    }
}
