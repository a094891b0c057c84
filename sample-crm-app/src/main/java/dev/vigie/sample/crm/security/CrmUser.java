package dev.vigie.sample.crm.security;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Somebody who may sign in; the principal of a session. The department is also the role.
 *
 * @param password the hash of the password, with the name of its algorithm in front
 */
public record CrmUser(long id, String username, String password, Department department) implements UserDetails {

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + department.name()));
    }

    /** Without the hash: principals end up in logs. */
    @Override
    public String toString() {
        return "CrmUser[id=%d, username=%s, department=%s]".formatted(id, username, department.label());
    }
}
