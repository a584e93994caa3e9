// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.document.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A mesh made up: namespaces of 50 services, each with a Service, a Deployment, three pods, a VirtualService, a DestinationRule of two
 * subsets and an AuthorizationPolicy. One service in a hundred has a route to a subset that is not defined; which ones is a matter of the
 * seed.
 */
final class GeneratedMesh {

    static final long SEED = 20_260_101;
    static final int RESOURCES_PER_SERVICE = 8;
    private static final int SERVICES_PER_NAMESPACE = 50;

    private final List<SourceText> texts = new ArrayList<>();
    private int planted;

    /**
     * Makes a mesh.
     *
     * @param resources about how many resources; beside them there is a Namespace for each 400
     */
    GeneratedMesh(int resources) {
        Random random = new Random(SEED);
        int services = resources / RESOURCES_PER_SERVICE;
        for (int first = 0; first < services; first += SERVICES_PER_NAMESPACE) {
            String namespace = "team-" + first / SERVICES_PER_NAMESPACE;
            StringBuilder text = new StringBuilder(NAMESPACE.replace("NAMESPACE", namespace));
            for (int i = first; i < Math.min(first + SERVICES_PER_NAMESPACE, services); i++) {
                boolean isWrong = random.nextInt(100) == 0;
                planted += isWrong ? 1 : 0;
                text.append(SERVICE.replace("NAMESPACE", namespace)
                        .replace("NAME", "service-" + i)
                        .replace("SUBSET", isWrong ? "v3" : "v2"));
            }
            texts.add(SourceText.of(namespace + ".yaml", text.toString()));
        }
    }

    /** A text for each namespace. */
    List<SourceText> texts() {
        return texts;
    }

    /** How many routes lead to a subset that is not there. */
    int planted() {
        return planted;
    }

    int characters() {
        return texts.stream().mapToInt(text -> text.text().length()).sum();
    }

    private static final String NAMESPACE = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: NAMESPACE
          labels:
            istio-injection: enabled
        """;

    private static final String POD = """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: NAME-POD
          namespace: NAMESPACE
          labels:
            app: NAME
            version: VERSION
            app.kubernetes.io/managed-by: generator
        spec:
          serviceAccountName: NAME
          initContainers:
          - name: istio-proxy
            image: docker.io/istio/proxyv2:1.31.1
            restartPolicy: Always
            ports:
            - containerPort: 15090
              name: http-envoy-prom
              protocol: TCP
          containers:
          - name: NAME
            image: registry.example.com/NAMESPACE/NAME:1.0.0
            env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: LOG_LEVEL
              value: info
            ports:
            - containerPort: 8080
              name: http
            livenessProbe:
              httpGet:
                path: /live
                port: 8080
              periodSeconds: 10
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
            readinessProbe:
              httpGet:
                path: /ready
                port: 8080
            resources:
              requests:
                cpu: 100m
                memory: 128Mi
              limits:
                memory: 256Mi
        """;

    private static final String SERVICE = """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: NAME
          namespace: NAMESPACE
          labels:
            app: NAME
        spec:
          selector:
            app: NAME
          ports:
          - name: http
            port: 80
            targetPort: 8080
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: NAME
          namespace: NAMESPACE
          labels:
            app: NAME
            app.kubernetes.io/managed-by: generator
        spec:
          replicas: 3
          selector:
            matchLabels:
              app: NAME
          template:
            metadata:
              labels:
                app: NAME
                version: v1
            spec:
              serviceAccountName: NAME
              containers:
              - name: NAME
                image: registry.example.com/NAMESPACE/NAME:1.0.0
                ports:
                - containerPort: 8080
                  name: http
                readinessProbe:
                  httpGet:
                    path: /ready
                    port: 8080
        """ + POD.replace("POD", "a").replace("VERSION", "v1")
            + POD.replace("POD", "b").replace("VERSION", "v1")
            + POD.replace("POD", "c").replace("VERSION", "v2") + """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: NAME
          namespace: NAMESPACE
        spec:
          hosts:
          - NAME
          http:
          - name: testers
            match:
            - headers:
                end-user:
                  exact: tester
            route:
            - destination:
                host: NAME
                subset: SUBSET
          - name: everybody
            route:
            - destination:
                host: NAME
                subset: v1
              weight: 90
            - destination:
                host: NAME.NAMESPACE.svc.cluster.local
                subset: v2
              weight: 10
            timeout: 5s
            retries:
              attempts: 3
              perTryTimeout: 2s
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata:
          name: NAME
          namespace: NAMESPACE
        spec:
          host: NAME
          trafficPolicy:
            connectionPool:
              tcp:
                maxConnections: 100
            outlierDetection:
              consecutive5xxErrors: 5
              interval: 10s
          subsets:
          - name: v1
            labels:
              version: v1
          - name: v2
            labels:
              version: v2
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata:
          name: NAME
          namespace: NAMESPACE
        spec:
          selector:
            matchLabels:
              app: NAME
          action: ALLOW
          rules:
          - from:
            - source:
                namespaces:
                - NAMESPACE
            to:
            - operation:
                methods:
                - GET
                - POST
        """;
}
