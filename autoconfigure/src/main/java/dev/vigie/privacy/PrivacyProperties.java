package dev.vigie.privacy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is secret in this application.
 *
 * @param secretKeys words that make a key secret, besides the built-in ones such as password and token; case, hyphens,
 *     underscores and dots do not matter
 */
@ConfigurationProperties("vigie.privacy")
public record PrivacyProperties(@DefaultValue List<String> secretKeys) {}
