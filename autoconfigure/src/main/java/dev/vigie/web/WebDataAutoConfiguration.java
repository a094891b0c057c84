package dev.vigie.web;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataIntegrityViolationException;

/** Violated constraints of a database, where Spring's data access exceptions are. */
@AutoConfiguration(before = WebAutoConfiguration.class)
@ConditionalOnFeature("web")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DataIntegrityViolationException.class)
public final class WebDataAutoConfiguration {

    @Bean
    StoredDataConflicts vigieIntegrityViolations() {
        return new IntegrityViolations();
    }
}
