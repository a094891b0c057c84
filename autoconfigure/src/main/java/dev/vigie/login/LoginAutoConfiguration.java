package dev.vigie.login;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorTrackerAutoConfiguration;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** People on events and lines, and logins as signals: what needs neither requests nor Spring Security. */
@AutoConfiguration(after = {ErrorTrackerAutoConfiguration.class, PrivacyAutoConfiguration.class})
@ConditionalOnFeature("login")
@ConditionalOnBean({Masking.class, PersonalData.class})
@EnableConfigurationProperties(LoginProperties.class)
public final class LoginAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    UserDetailsMapper vigieUserDetailsMapper() {
        return SignedInUser::byName;
    }

    @Bean
    ActivePeople vigieActivePeople() {
        return new ActivePeople(System::nanoTime);
    }

    @Bean
    SignedInUser vigieSignedInUser(
            UserDetailsMapper mapper,
            ErrorTracker tracker,
            PersonalData personal,
            ActivePeople active,
            LoginProperties properties) {
        return new SignedInUser(
                mapper, tracker, personal, active, new OncePerWindow(properties.window(), System::nanoTime));
    }

    @Bean
    LoginCounts vigieLoginCounts() {
        return new LoginCounts();
    }

    @Bean
    FailedLogins vigieFailedLogins(LoginProperties properties) {
        return new FailedLogins(properties, System::nanoTime);
    }

    @Bean
    LoginTrail vigieLoginTrail(ErrorTracker tracker, Masking masking) {
        return new LoginTrail(tracker, masking);
    }

    @Bean
    LoginTimer vigieLoginTimer() {
        return new LoginTimer();
    }

    @Bean(destroyMethod = "end")
    FailureStorm vigieFailureStorm(LoginProperties properties, LoginTimer timer, LoginTrail trail) {
        return new FailureStorm(properties.window(), System::nanoTime, timer, trail::storm);
    }

    @Bean
    FailureWatch vigieFailureWatch(
            FailedLogins failed,
            FailureStorm storm,
            ObjectProvider<CurrentRequest> request,
            ApplicationEventPublisher events) {
        return new FailureWatch(failed, storm, request.getIfAvailable(() -> CurrentRequest.NONE), events);
    }

    @Bean
    LoginFacts vigieLoginFacts(
            PersonalData personal, LoginProperties properties, ObjectProvider<CurrentRequest> request) {
        return new LoginFacts(personal, properties.maskUsername(), request.getIfAvailable(() -> CurrentRequest.NONE));
    }

    @Bean
    LoginSignals vigieLoginSignals(
            SignedInUser users, LoginFacts facts, LoginTrail trail, LoginCounts counts, FailureWatch watch) {
        return new LoginSignals(users, facts, trail, counts, watch);
    }

    @Bean
    @ConditionalOnMissingBean(LoginEvents.class)
    CalledLoginEvents vigieLoginEvents(
            LoginSignals signals, SignedInUser users, ObjectProvider<CurrentRequest> request) {
        return new CalledLoginEvents(signals, users, request.getIfAvailable(() -> CurrentRequest.NONE));
    }
}
