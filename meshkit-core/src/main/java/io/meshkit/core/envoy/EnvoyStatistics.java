// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.envoy;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a proxy counted since its start. Immutable.
 *
 * @since 0.1.0
 */
public final class EnvoyStatistics {

    private final Map<String, Long> values;
    private final Map<String, List<Quantile>> histograms;

    private EnvoyStatistics(Map<String, Long> values, Map<String, List<Quantile>> histograms) {
        this.values = Collections.unmodifiableMap(values);
        this.histograms = Collections.unmodifiableMap(histograms);
    }

    /**
     * A quantile of a histogram, in the unit of the histogram (milliseconds for times).
     *
     * @param percent 0 to 100
     * @param interval the quantile over the last flush interval, 5 s by custom; empty when nothing was recorded in it
     * @param cumulative the quantile since the start; empty when nothing was recorded
     */
    public record Quantile(BigDecimal percent, Optional<BigDecimal> interval, Optional<BigDecimal> cumulative) {}

    /**
     * Counters and gauges.
     *
     * @return values by name, sorted
     */
    public Map<String, Long> values() {
        return values;
    }

    /**
     * A counter or gauge.
     *
     * @param name its full name
     * @return its value; empty when the proxy has none of that name
     */
    public OptionalLong value(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Histograms.
     *
     * @return quantiles by name, sorted
     */
    public Map<String, List<Quantile>> histograms() {
        return histograms;
    }

    static EnvoyStatistics of(MapValue answer) {
        Map<String, Long> values = new TreeMap<>();
        Map<String, List<Quantile>> histograms = new TreeMap<>();
        for (Value item : list(answer.get("stats"))) {
            if (item instanceof MapValue statistic) {
                statistic
                        .text("name")
                        .ifPresent(name ->
                                number(statistic.get("value")).ifPresent(value -> values.put(name, value.longValue())));
                statistic.map("histograms").ifPresent(found -> read(found, histograms));
            }
        }
        return new EnvoyStatistics(values, histograms);
    }

    private static void read(MapValue found, Map<String, List<Quantile>> histograms) {
        ListValue percents = list(found.get("supported_quantiles"));
        for (Value item : list(found.get("computed_quantiles"))) {
            ListValue computed = list(item.find(JsonPointer.of("values")));
            List<Quantile> quantiles = new ArrayList<>();
            for (int i = 0; i < Math.min(percents.size(), computed.size()); i++) {
                Value pair = computed.get(i);
                Optional<BigDecimal> percent = number(Optional.of(percents.get(i)));
                if (percent.isPresent()) {
                    quantiles.add(new Quantile(
                            percent.get(),
                            number(pair.find(JsonPointer.of("interval"))),
                            number(pair.find(JsonPointer.of("cumulative")))));
                }
            }
            item.find(JsonPointer.of("name"))
                    .ifPresent(name -> histograms.put(name.toString(), List.copyOf(quantiles)));
        }
    }

    private static Optional<BigDecimal> number(Optional<Value> value) {
        return value.filter(NumberValue.class::isInstance).flatMap(number -> ((NumberValue) number).decimal());
    }

    private static ListValue list(Optional<Value> value) {
        return value.orElse(ListValue.EMPTY) instanceof ListValue list ? list : ListValue.EMPTY;
    }
}
