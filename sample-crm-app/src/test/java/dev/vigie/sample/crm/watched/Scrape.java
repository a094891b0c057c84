package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.Summary;
import org.hawkular.agent.prometheus.walkers.PrometheusMetricsWalker;

/** One scrape of {@code /actuator/prometheus}, read by a parser that is not ours. */
final class Scrape {

    private final List<Counter> counters = new ArrayList<>();
    private final List<Gauge> gauges = new ArrayList<>();
    private final List<Histogram> histograms = new ArrayList<>();
    private final String text;

    Scrape(String text) {
        this.text = text;
        new TextPrometheusMetricsProcessor(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new Collector())
                .walk();
    }

    /** The value of the one counter of this name with at least these labels; 0 when there is none. */
    double counter(String name, Map<String, String> labels) {
        List<Counter> found = counters.stream()
                .filter(counter -> counter.getName().equals(name))
                .filter(counter -> counter.getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
        assertThat(found).as("%s%s", name, labels).hasSizeLessThanOrEqualTo(1);
        return found.isEmpty() ? 0 : found.get(0).getValue();
    }

    boolean hasCounter(String name, Map<String, String> labels) {
        return counters.stream()
                .anyMatch(counter -> counter.getName().equals(name)
                        && counter.getLabels().entrySet().containsAll(labels.entrySet()));
    }

    /** The value of the one gauge of this name. */
    double gauge(String name) {
        List<Gauge> found =
                gauges.stream().filter(gauge -> gauge.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0).getValue();
    }

    List<Histogram> histograms(String name) {
        return histograms.stream()
                .filter(histogram -> histogram.getName().equals(name))
                .toList();
    }

    /** How many requests a route answered. */
    double requests(String method, String uri, String status) {
        return histograms("http_server_requests_seconds").stream()
                .filter(histogram -> histogram
                        .getLabels()
                        .entrySet()
                        .containsAll(Map.of("method", method, "uri", uri, "status", status)
                                .entrySet()))
                .mapToDouble(Histogram::getSampleCount)
                .sum();
    }

    List<Map<String, String>> labelsOfAll() {
        List<Map<String, String>> labels = new ArrayList<>();
        counters.forEach(counter -> labels.add(counter.getLabels()));
        gauges.forEach(gauge -> labels.add(gauge.getLabels()));
        histograms.forEach(histogram -> labels.add(histogram.getLabels()));
        return labels;
    }

    String text() {
        return text;
    }

    private final class Collector implements PrometheusMetricsWalker {

        @Override
        public void walkStart() {}

        @Override
        public void walkFinish(int familiesProcessed, int metricsProcessed) {}

        @Override
        public void walkMetricFamily(MetricFamily family, int index) {}

        @Override
        public void walkCounterMetric(MetricFamily family, Counter counter, int index) {
            counters.add(counter);
        }

        @Override
        public void walkGaugeMetric(MetricFamily family, Gauge gauge, int index) {
            gauges.add(gauge);
        }

        @Override
        public void walkSummaryMetric(MetricFamily family, Summary summary, int index) {}

        @Override
        public void walkHistogramMetric(MetricFamily family, Histogram histogram, int index) {
            histograms.add(histogram);
        }
    }
}
