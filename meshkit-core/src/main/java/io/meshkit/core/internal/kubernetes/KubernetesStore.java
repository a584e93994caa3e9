// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.MapValue;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreFeatures;
import io.meshkit.resource.StoreId;
import io.meshkit.resource.Watch;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A Kubernetes API server as a store. Writes by server-side apply only; bodies go as they are, without {@code status} and
 * {@code metadata.managedFields}. No request before the first call.
 */
public final class KubernetesStore implements Cluster, AutoCloseable {

    private static final StoreFeatures FEATURES = new StoreFeatures(true, true, true, true);
    private static final String APPLY_PATCH = "application/apply-patch+yaml";

    /** Refusals that say what would become of an apply, rather than that the server could not be asked. */
    private static final Set<Reason> VERDICTS = Set.of(
            Reason.NOT_FOUND,
            Reason.UNKNOWN_KIND,
            Reason.ALREADY_EXISTS,
            Reason.CHANGED,
            Reason.FIELD_CONFLICT,
            Reason.INVALID,
            Reason.IMMUTABLE,
            Reason.FORBIDDEN,
            Reason.UNSUPPORTED);

    private final StoreId id;
    private final ApiCalls calls;
    private final TimeLimits limits;
    private final ClientOnDemand client;
    private final RetryPauses pauses;
    private final Discovery discovery;
    private final ClusterQuestions questions;
    private final ObjectReader objects;
    private final ReadinessTable readiness;
    private final InventoryStore inventories;
    private final Set<KubernetesWatch> watches = ConcurrentHashMap.newKeySet();

    KubernetesStore(
            StoreId id, ApiCalls calls, TimeLimits limits, RetryPauses pauses, ClientOnDemand client, Clock clock) {
        this.id = requireNonNull(id, "id");
        this.calls = calls;
        this.limits = limits;
        this.pauses = pauses;
        this.client = client;
        this.discovery = new Discovery(calls);
        this.objects = new ObjectReader(id, calls.failures());
        this.questions = new ClusterQuestions(calls);
        this.readiness = new ReadinessTable(clock);
        this.inventories =
                new KubernetesInventories(this, () -> UUID.randomUUID().toString());
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public Optional<LiveResource> get(ResourceKey key) {
        Optional<ApiResource> resource = discovery.find(key.groupKind());
        return resource.isEmpty() ? Optional.empty() : get(key, resource.get());
    }

    private Optional<LiveResource> get(ResourceKey key, ApiResource resource) {
        Action action = Action.on("get", key, plural(resource));
        Reply reply = ask(
                action,
                resource,
                now -> Request.get(path(key, now, now.version()).toString()));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(objects.object(action, calls.map(action, calls.success(action, reply, MapValue.EMPTY))));
    }

    @Override
    public ResourcePage list(ResourceQuery query) {
        ApiResource resource = require(query.groupKind());
        Action action = Action.ofKind("list", query.groupKind(), plural(resource));
        Reply reply = ask(action, resource, now -> Request.get(page(query, now).toString()));
        return objects.page(action, calls.map(action, calls.success(action, reply, MapValue.EMPTY)));
    }

    private static ApiPath page(ResourceQuery query, ApiResource resource) {
        ApiPath path = collection(query, resource).with("limit", Integer.toString(query.limit()));
        return query.continueToken().map(token -> path.with("continue", token)).orElse(path);
    }

    /** Sends; and once more, as the kind is served now, when the server does not know the path any more. */
    private Reply ask(Action action, ApiResource resource, Function<ApiResource, Request> request) {
        Reply reply = calls.send(action, request.apply(resource));
        if (reply.status() != 404 || Refusal.of(reply, MapValue.EMPTY).reason() != Reason.UNKNOWN_KIND) {
            return reply;
        }
        return discovery
                .findAnew(resource.groupKind())
                .filter(now -> !now.equals(resource))
                .map(now -> calls.send(action, request.apply(now)))
                .orElse(reply);
    }

    @Override
    public Preview preview(Resource desired, ApplyOptions options) {
        try {
            ApplyRequest request = applyRequest(desired, options, true);
            Reply reply = calls.success(request.action(), calls.send(request.action(), request.http()), request.body());
            MapValue body = calls.map(request.action(), reply);
            return new Preview(
                    Preview.Basis.SERVER,
                    Optional.of(Resource.of(desired.key().in(id), body)),
                    Optional.empty(),
                    Warnings.of(reply));
        } catch (StoreException e) {
            if (!VERDICTS.contains(e.reason())) {
                throw e;
            }
            Rejection rejection =
                    e.rejection().orElseGet(() -> new Rejection(e.reason(), String.valueOf(e.getMessage()), List.of()));
            return new Preview(Preview.Basis.SERVER, Optional.empty(), Optional.of(rejection), List.of());
        }
    }

    @Override
    public LiveResource apply(Resource desired, ApplyOptions options) {
        ApplyRequest request = applyRequest(desired, options, false);
        Reply reply = calls.send(request.action(), request.http());
        boolean expects = options.expectsAbsence() || options.expectedVersion().isPresent();
        if (reply.status() == 409 && expects) {
            Optional<LiveResource> live = get(desired.key());
            // an earlier attempt whose answer was lost may have been carried out, and have changed the version itself
            if (reply.attempts() > 1
                    && live.filter(now -> isUnchanged(desired, now, options)).isPresent()) {
                return live.get();
            }
            if (options.expectsAbsence() && live.isPresent()) {
                throw alreadyThere(desired.key());
            }
        }
        return objects.object(
                request.action(), calls.map(request.action(), calls.success(request.action(), reply, request.body())));
    }

    private static StoreException alreadyThere(ResourceKey key) {
        return new StoreException(
                Reason.ALREADY_EXISTS,
                key,
                key + " is there already, so it was not created.",
                "Look whose it is; update it instead, or take another name.",
                null,
                null);
    }

    /**
     * Creates an object that must not be there yet.
     *
     * @throws StoreException with reason {@code ALREADY_EXISTS} when it is
     */
    LiveResource create(Resource desired) {
        ApplyOptions options = ApplyOptions.DEFAULT;
        ResourceKey key = desired.key();
        ApiResource resource = require(key.groupKind());
        Action action = Action.on("create", key, plural(resource));
        MapValue body = AppliedBody.of(desired);
        String path = ApiPath.collection(resource, versionOf(desired), key.namespace())
                .with("fieldManager", options.fieldManager())
                .toString();
        Request http = Request.send("POST", path, Request.JSON, calls.json(action, body), true);
        Reply reply = calls.send(action, http);
        return objects.object(action, calls.map(action, calls.success(action, reply, body)));
    }

    private record ApplyRequest(Action action, Request http, MapValue body) {}

    private ApplyRequest applyRequest(Resource desired, ApplyOptions options, boolean dryRun) {
        ResourceKey key = desired.key();
        String version = versionOf(desired);
        ApiResource resource = discovery
                .find(key.groupKind())
                .filter(known -> known.versions().contains(version))
                .or(() -> discovery.findAnew(key.groupKind()))
                .orElseThrow(() -> calls.failures().unknownKind(key.groupKind(), key));
        if (!resource.versions().contains(version)) {
            throw StoreFailures.invalid(
                    key,
                    "the API server does not serve " + desired.apiVersion() + " of " + key + "; it serves "
                            + String.join(", ", resource.versions()),
                    "Write one of the served versions as apiVersion.");
        }
        Action action = Action.on("patch", key, plural(resource));
        MapValue body = AppliedBody.of(desired, options);
        ApiPath path = path(key, resource, version)
                .with("fieldManager", options.fieldManager())
                .with("force", Boolean.toString(options.force()));
        if (dryRun) {
            path = path.with("dryRun", "All");
        }
        Request http = Request.send("PATCH", path.toString(), APPLY_PATCH, calls.json(action, body), true);
        return new ApplyRequest(action, http, body);
    }

    @Override
    public boolean delete(ResourceKey key, DeleteOptions options) {
        Optional<ApiResource> resource = discovery.find(key.groupKind());
        if (resource.isEmpty()) {
            return false;
        }
        Action action = Action.on("delete", key, plural(resource.get()));
        byte[] body = calls.json(action, deleteBody(options));
        Reply reply = ask(
                action,
                resource.get(),
                now -> Request.send("DELETE", path(key, now, now.version()).toString(), Request.JSON, body, true));
        if (reply.status() == 404) {
            // gone after an attempt whose answer was lost: that attempt deleted it
            return reply.attempts() > 1;
        }
        calls.success(action, reply, MapValue.EMPTY);
        return true;
    }

    private static MapValue deleteBody(DeleteOptions options) {
        MapValue.Builder preconditions = MapValue.builder();
        options.expectedUid().ifPresent(uid -> preconditions.put("uid", uid));
        options.expectedVersion().ifPresent(version -> preconditions.put("resourceVersion", version.value()));
        String policy = options.propagation().name();
        return MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", policy.charAt(0) + policy.substring(1).toLowerCase(Locale.ROOT))
                .put("preconditions", preconditions.build())
                .build();
    }

    @Override
    public boolean isUnchanged(Resource desired, LiveResource live, ApplyOptions options) {
        return OwnedFields.cover(AppliedBody.of(desired), live.resource().body(), options.fieldManager());
    }

    @Override
    public Readiness readiness(LiveResource live) {
        return readiness.of(live.resource());
    }

    @Override
    public Watch watch(ResourceQuery query, ResourceListener listener) {
        ApiResource resource = require(query.groupKind());
        WatchSource source =
                new WatchSource(this, calls, objects, query, plural(resource), collection(query, resource), limits);
        KubernetesWatch watch = KubernetesWatch.start(source, listener, pauses, watches::remove);
        watches.add(watch);
        if (!watch.isRunning()) {
            watches.remove(watch);
        }
        return watch;
    }

    @Override
    public StoreFeatures features() {
        return FEATURES;
    }

    @Override
    public InventoryStore inventories() {
        return inventories;
    }

    @Override
    public String serverVersion() {
        return questions.serverVersion();
    }

    @Override
    public List<ApiResource> apiResources() {
        return discovery.all();
    }

    @Override
    public Optional<ApiResource> apiResource(GroupKind groupKind) {
        return discovery.find(groupKind);
    }

    @Override
    public Optional<MapValue> customSchema(GroupKind groupKind, String version) {
        return discovery.find(groupKind).flatMap(resource -> questions.customSchema(resource, version));
    }

    @Override
    public AccessDecision review(AccessRequest request) {
        return questions.review(request);
    }

    @Override
    public String logs(String namespace, String pod, String container, int tailLines) {
        return questions.logs(namespace, pod, container, tailLines);
    }

    @Override
    public ProxyReply proxyGet(String namespace, String pod, int port, String path) {
        return questions.proxyGet(namespace, pod, port, path);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return client.as(type);
    }

    /** Ends all watches and requests; what is called afterwards is an {@link IllegalStateException}. */
    @Override
    public void close() {
        watches.forEach(KubernetesWatch::close);
        calls.close();
        client.close();
    }

    private ApiResource require(GroupKind kind) {
        return discovery.find(kind).orElseThrow(() -> calls.failures().unknownKind(kind, null));
    }

    private static ApiPath collection(ResourceQuery query, ApiResource resource) {
        String namespace = resource.namespaced() ? query.namespace().orElse("") : "";
        return ApiPath.collection(resource, resource.version(), namespace).withLabels(query.labels());
    }

    private static ApiPath path(ResourceKey key, ApiResource resource, String version) {
        if (resource.namespaced() == key.namespace().isEmpty()) {
            throw StoreFailures.invalid(
                    key,
                    key
                            + (resource.namespaced()
                                    ? " has no namespace, but its kind lives in one"
                                    : " has a namespace, but its kind has none"),
                    resource.namespaced() ? "Write metadata.namespace." : "Leave metadata.namespace out.");
        }
        if (key.name().equals(".") || key.name().equals("..") || key.name().indexOf('/') >= 0) {
            throw StoreFailures.invalid(
                    key, "\"" + key.name() + "\" cannot be the name of an object", "Choose a name without slashes.");
        }
        return ApiPath.collection(resource, version, key.namespace()).segments(key.name());
    }

    private static String versionOf(Resource desired) {
        String apiVersion = desired.apiVersion();
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    private static String plural(ApiResource resource) {
        String group = resource.groupKind().group();
        return group.isEmpty() ? resource.plural() : resource.plural() + "." + group;
    }
}
