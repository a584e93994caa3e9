// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.key;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.proxy.StubEnvoy;
import io.meshkit.core.internal.proxy.StubEnvoy.Mood;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After the steps the proxies are asked; they are HTTP servers, and time passes only where the stage lets it. */
class VerificationTest {

    private static final String LISTENER = "public_listener:127.0.0.1:21000";
    private static final String ROUTES = "http.upstream.api.rds.api";
    private static final OperationOptions OPTIONS = OperationOptions.DEFAULT.parallelism(1);

    private static final Resource SCRIPT = yaml("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: filter, namespace: default}
        data:
          script: "function envoy_on_request(handle) this is no Lua"
        """);

    private final Workbench bench = new Workbench();
    private final StubEnvoy api = StubEnvoy.of("api");
    private final StubEnvoy web = StubEnvoy.of("web");
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    @BeforeEach
    void connect() {
        bench.proxies.add(api.proxy());
        bench.proxies.add(web.proxy());
        bench.pace = new Pace() {
            @Override
            public long nanoTime() {
                return now;
            }

            @Override
            public void pause(Duration time) {
                pauses.add(time);
                now += time.toNanos();
                Runnable next = meanwhile.poll();
                if (next != null) {
                    next.run();
                }
            }
        };
    }

    @AfterEach
    void close() {
        api.close();
        web.close();
    }

    private static Finding only(OperationResult result) {
        assertThat(result.report().findings()).hasSize(1);
        return result.report().findings().get(0);
    }

    @Test
    void an_operation_whose_proxies_take_it_up_succeeds_after_the_settle_time() {
        meanwhile.add(() -> api.accept("listener_manager.lds"));

        OperationResult result = bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.revision()).contains(1);
        assertThat(result.report().findings()).isEmpty();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_rejected_listener_fails_the_step_of_the_resource_that_bears_the_name_of_the_service() {
        meanwhile.add(() -> api.reject(LISTENER, "no such thing"));

        OperationResult result = bench.apply(bench.plan(state(configMap("api", "1"), configMap("web", "1"))), OPTIONS);

        Finding finding = only(result);
        assertThat(finding.code()).isEqualTo(PlanCodes.NOT_TAKEN_UP);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message())
                .startsWith("the proxy api-sidecar-proxy (http://127.0.0.1:")
                .endsWith(" of api rejects the listener \"" + LISTENER + "\": no such thing. It comes from "
                        + "ConfigMap default/api. Until that is mended the proxy goes on with what it had.");
        assertThat(finding.resource()).contains(key("ConfigMap", "api"));
        assertThat(finding.place().orElseThrow()).hasToString("test.yaml:1:1");
        assertThat(result.steps())
                .filteredOn(step -> step.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(step -> assertThat(step.error().orElseThrow().code()).isEqualTo(PlanCodes.PROXY_REJECTS));
        assertThatExceptionOfType(MeshKitException.class)
                .isThrownBy(result::orThrow)
                .withMessageStartingWith("MKP094: the proxy api-sidecar-proxy");
    }

    @Test
    void what_a_proxy_rejects_is_no_revision_and_the_next_plan_finishes_it() {
        bench.planAndApply(state(configMap("api", "1")));
        meanwhile.clear();
        meanwhile.add(() -> api.reject(LISTENER, "no such thing"));

        OperationResult rejected = bench.apply(bench.plan(state(configMap("api", "2"))), OPTIONS);

        assertThat(rejected.revision()).isEmpty();
        assertThat(bench.planner().revisions(Workbench.SET)).hasSize(1);
        assertThat(bench.plan(state(configMap("api", "2"))).unfinished()).isTrue();
        meanwhile.add(() -> api.accept("listener_manager.lds"));
        OperationResult back =
                bench.apply(bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT), OPTIONS);
        assertThat(back.isSuccess()).isTrue();
        assertThat(bench.text(configMap("api", ""), "/data/key")).isEqualTo("1");
    }

    @Test
    void rolling_back_undoes_what_a_proxy_rejects() {
        bench.planAndApply(state(configMap("api", "1")));
        meanwhile.clear();
        meanwhile.add(() -> api.reject(LISTENER, "no such thing"));

        OperationResult result =
                bench.apply(bench.plan(state(configMap("api", "2"))), OPTIONS.failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(result.isSuccess()).isFalse();
        assertThat(bench.text(configMap("api", ""), "/data/key")).isEqualTo("1");
        assertThat(bench.plan(state(configMap("api", "1"))).hasChanges()).isFalse();
    }

    @Test
    void words_that_quote_a_text_of_a_resource_lead_to_its_place() {
        meanwhile.add(() -> api.reject(
                LISTENER, "script load error: [string \"function envoy_on_request(handle) this is no...\"]:1: no"));

        OperationResult result = bench.apply(bench.plan(state(SCRIPT, configMap("api", "1"))), OPTIONS);

        Finding finding = only(result);
        assertThat(finding.resource()).contains(key("ConfigMap", "filter"));
        assertThat(finding.pointer().orElseThrow()).hasToString("/data/script");
        assertThat(finding.place().orElseThrow()).hasToString("test.yaml:5:11");
    }

    @Test
    void of_several_resources_that_may_be_the_cause_each_is_named() {
        Resource secret = yaml("{apiVersion: v1, kind: Service, metadata: {name: api, namespace: default}}");
        meanwhile.add(() -> web.reject(ROUTES));

        OperationResult result = bench.apply(bench.plan(state(configMap("api", "1"), secret)), OPTIONS);

        Finding finding = only(result);
        assertThat(finding.message())
                .contains("of web rejects an update of the routes \"api\", without telling why")
                .contains("It comes from one of ConfigMap default/api, Service default/api.");
        assertThat(finding.related()).hasSize(2);
        assertThat(result.failure().orElseThrow().code()).isEqualTo(PlanCodes.PROXY_REJECTS);
        assertThat(result.count(Outcome.DONE)).isEqualTo(2);
        assertThat(result.isSuccess()).isFalse();
    }

    @Test
    void a_rejection_that_passes_within_the_settle_time_is_none() {
        meanwhile.add(() -> api.reject(ROUTES));
        meanwhile.add(() -> api.accept(ROUTES));

        assertThat(bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS)
                        .isSuccess())
                .isTrue();
    }

    @Test
    void what_a_proxy_rejects_for_somebody_else_as_before_is_a_warning() {
        api.reject(LISTENER, "no such thing");
        meanwhile.add(() -> api.reject(LISTENER, "no such thing"));

        OperationResult result = bench.apply(bench.plan(state(configMap("cart", "1"))), OPTIONS);

        assertThat(only(result).severity()).isEqualTo(Severity.WARNING);
        assertThat(only(result).message())
                .contains("of api has rejected the listener")
                .endsWith("It did so before, and nothing of this plan has to do with it.");
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void what_a_proxy_rejects_of_the_plan_as_before_is_an_error() {
        api.reject(LISTENER, "no such thing");
        meanwhile.add(() -> api.reject(LISTENER, "no such thing"));

        assertThat(bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS)
                        .isSuccess())
                .isFalse();
    }

    @Test
    void a_plan_without_changes_asks_once_and_does_not_wait() {
        bench.planAndApply(state(SCRIPT));
        pauses.clear();
        api.reject(LISTENER, "load error: function envoy_on_request(handle) this is no Lua");

        OperationResult result = bench.apply(bench.plan(state(SCRIPT)), OPTIONS);

        assertThat(pauses).isEmpty();
        assertThat(only(result).severity()).isEqualTo(Severity.ERROR);
        assertThat(result.count(Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void a_plan_that_finishes_what_was_left_tells_of_updates_that_were_rejected_then() {
        meanwhile.add(() -> web.reject(ROUTES));
        bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS);

        OperationResult again = bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS);

        assertThat(only(again).message())
                .contains("of web has rejected an update of the routes \"api\"")
                .endsWith("Whether it was given since what it takes, it does not say.");
        assertThat(again.isSuccess()).isTrue();
    }

    @Test
    void a_proxy_that_does_not_answer_is_a_warning() {
        meanwhile.add(() -> web.mood(Mood.BUSY));

        OperationResult result = bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS);

        assertThat(only(result).code()).isEqualTo(PlanCodes.SILENT);
        assertThat(only(result).message())
                .startsWith("the proxy web-sidecar-proxy (http://127.0.0.1:")
                .contains("did not answer after the change: ")
                .endsWith("Whether it takes up what it is sent is not known in full.");
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void a_proxy_that_cannot_be_asked_is_a_warning() {
        bench.proxies.clear();

        OperationResult result = bench.apply(
                bench.plan(state(configMap("api", "1"))),
                OPTIONS.proxies(List.of(new MeshProxy.Opaque("linkerd", "its proxy is no Envoy"))));

        assertThat(only(result).message())
                .isEqualTo("whether linkerd takes up what it is sent is not known: its proxy is no Envoy.");
        assertThat(only(result).severity()).isEqualTo(Severity.WARNING);
        assertThat(pauses).isEmpty();
    }

    @Test
    void nobody_is_asked_without_a_settle_time() {
        bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS.settleTime(Duration.ZERO))
                .orThrow();

        assertThat(api.asked()).isEmpty();
        assertThat(pauses).isEmpty();
    }

    @Test
    void nobody_waits_when_a_step_has_failed() {
        bench.store.becomes = resource -> new Readiness(Readiness.Status.FAILED, "broken");

        OperationResult result = bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS);

        assertThat(result.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(pauses).isEmpty();
        assertThat(result.report().findings()).isEmpty();
    }

    @Test
    void an_operation_that_is_cancelled_while_it_watches_ends_soon_and_says_so() {
        AtomicReference<Operation> operation = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        meanwhile.add(() -> {
            try {
                known.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            operation.get().cancel();
        });
        operation.set(bench.start(bench.plan(state(configMap("api", "1"))), OPTIONS));
        known.countDown();

        OperationResult result = operation.get().await(Workbench.LIMIT);

        assertThat(pauses).hasSize(1);
        assertThat(only(result).code()).isEqualTo(PlanCodes.UNVERIFIED);
        assertThat(only(result).message()).contains("not watched for the whole settle time of 2000 ms");
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void a_listener_hears_how_many_proxies_are_watched() {
        List<Integer> heard = new ArrayList<>();
        bench.apply(bench.plan(state(configMap("api", "1"))), OPTIONS.listener(new OperationListener() {
            @Override
            public void verifying(int proxies) {
                heard.add(proxies);
            }
        }));

        assertThat(heard).containsExactly(2);
    }

    @Test
    void proxies_that_are_asked_for_their_own_sake_tell_what_they_rejected() {
        api.reject(LISTENER, "no such thing");
        web.reject(ROUTES);

        assertThat(StorePlanner.verify(bench.proxies, Optional.empty()).findings())
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING))
                .extracting(Finding::message)
                .satisfiesExactly(
                        one -> assertThat(one).contains("of api has rejected the listener", "no such thing"),
                        two -> assertThat(two).contains("of web has rejected an update of the routes \"api\""));
    }
}
