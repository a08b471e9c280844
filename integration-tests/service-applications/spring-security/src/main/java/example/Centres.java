package example;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** The claim "organization" of a token that was asked for with the scope "organization". */
final class Centres {

    private Centres() {}

    /** The one centre of the token; none where the person has no role for this service. */
    static Optional<String> number(ClaimAccessor token) {
        return claim(token).keySet().stream().findFirst();
    }

    /** Each role there is an authority: hasAuthority("sfa.teacher"). */
    static List<GrantedAuthority> authorities(ClaimAccessor token) {
        return claim(token).values().stream()
                .flatMap(Centres::roles)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.toString()))
                .toList();
    }

    private static Map<String, Object> claim(ClaimAccessor token) {
        Map<String, Object> claim = token.getClaimAsMap("organization");
        // A role belongs to a centre: two centres' roles must never count as one's.
        return claim == null || claim.size() > 1 ? Map.of() : claim;
    }

    private static Stream<?> roles(Object centre) {
        return centre instanceof Map<?, ?> facts && facts.get("roles") instanceof Collection<?> roles
                ? roles.stream()
                : Stream.empty();
    }
}
