package dev.vigie.sample.crm.security;

import java.util.List;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * The people of the demonstration, one per department. Replace this class by one that reads your own users.
 *
 * <table>
 * <caption>Who may sign in; the start page shows the same</caption>
 * <tr><th>user name</th><th>password</th><th>department</th></tr>
 * <tr><td>claire</td><td>claire-demo</td><td>management (may also delete)</td></tr>
 * <tr><td>samir</td><td>samir-demo</td><td>sales</td></tr>
 * <tr><td>sofia</td><td>sofia-demo</td><td>support</td></tr>
 * </table>
 */
@Component
class DemoUsers implements UserDetailsService {

    private static final List<CrmUser> USERS = List.of(
            new CrmUser(
                    1,
                    "claire",
                    "{bcrypt}$2a$10$awyXtI2bODy3LekeUVAVGeiBZaEs0UhbpCoQGbfE/QFYbxy6.3hUG",
                    Department.MANAGEMENT),
            new CrmUser(
                    2,
                    "samir",
                    "{bcrypt}$2a$10$JVcjJcUHO.QhQtBFQJQ0gO97v/2gOiQCkGN9MJiCsn5KkEN5bLgCS",
                    Department.SALES),
            new CrmUser(
                    3,
                    "sofia",
                    "{bcrypt}$2a$10$idtGI/hjtVDSR47KV180UuSbOdfZrTq7F1.Y/FCPF0x05WHVAN89i",
                    Department.SUPPORT));

    @Override
    public CrmUser loadUserByUsername(String username) {
        return USERS.stream()
                .filter(user -> user.getUsername().equals(username))
                .findFirst()
                .orElseThrow(() -> new UsernameNotFoundException("There is no such user"));
    }
}
