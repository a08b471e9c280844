package example;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
class SecurityConfiguration {

    /** For other programs, with the access token of a person. */
    @Bean
    @Order(1)
    SecurityFilterChain forPrograms(HttpSecurity http) throws Exception {
        JwtAuthenticationConverter byCentre = new JwtAuthenticationConverter();
        byCentre.setJwtGrantedAuthoritiesConverter(
                token -> List.copyOf(Centres.authorities(token)));
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(
                        requests ->
                                requests.anyRequest()
                                        .hasAnyAuthority("sfa.teacher", "sfa.exams-officer"))
                .oauth2ResourceServer(
                        server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(byCentre)))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** For people, who sign in. */
    @Bean
    @Order(2)
    SecurityFilterChain forPeople(HttpSecurity http, ClientRegistrationRepository clients)
            throws Exception {
        OidcClientInitiatedLogoutSuccessHandler signedOut =
                new OidcClientInitiatedLogoutSuccessHandler(clients);
        signedOut.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        return http.authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/signed-out")
                                        .permitAll()
                                        .requestMatchers("/moderation")
                                        .hasAuthority("sfa.exams-officer")
                                        .anyRequest()
                                        .authenticated())
                .oauth2Login(
                        login ->
                                login.userInfoEndpoint(
                                        user ->
                                                user.userAuthoritiesMapper(
                                                        SecurityConfiguration::byCentre)))
                .logout(logout -> logout.logoutSuccessHandler(signedOut))
                .build();
    }

    private static Collection<GrantedAuthority> byCentre(
            Collection<? extends GrantedAuthority> given) {
        return given.stream()
                .filter(OidcUserAuthority.class::isInstance)
                .map(OidcUserAuthority.class::cast)
                .flatMap(user -> Centres.authorities(user.getIdToken()).stream())
                .collect(Collectors.toSet());
    }
}
