// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKitException;
import io.meshkit.core.plan.TerminalStyle;
import io.meshkit.plan.PlanStyle;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Chooses a program by its name. */
public final class Examples {

    private static final String USAGE = """
        Usage: examples/run apply-pattern
                 a tour on an embedded cluster: plan, apply, apply again, drift, roll back
               examples/run apply-pattern FILE --mesh istio|linkerd|consul [options]
                 plans a pattern file at a cluster, and applies it
               examples/run analyze PATH... [options]
                 checks manifests in files and folders against best practice
               examples/run convert-pattern FILE
                 prints a pattern of any dialect in the words of meshkit.dev/v1
               examples/run format-pattern FILE [--check]
                 prints a pattern file in the usual layout, comments kept; --check only tells whether it has that layout
               examples/run local-mesh
                 a tour on a real Consul and Envoy on this machine: a canary, counted by its callers

        Options of apply-pattern FILE:
          --mesh NAME         the mesh to render for
          --kubeconfig FILE   another kubeconfig than kubectl's
          --embedded          an embedded cluster with stand-in definitions instead of a real one
          --manifests DIR     manifests of meshes and add-ons, a folder for each (istio, prometheus, ...);
                              stand-ins with --embedded unless given
          --namespace NAME    for services that name none; "default" unless given
          --set NAME=VALUE    gives a variable of the pattern a value; may be repeated
          --plan-only         shows the plan and changes nothing
          --format text|json  how to print the plan and the findings; text unless given

        Options of analyze:
          --cluster NAME=PATH  manifests of a further cluster; may be repeated
          --group RULES        only rules of this group, code or alias (IST0101); may be repeated
          --mesh-config FILE   Istio's MeshConfig
          --mesh-networks FILE Istio's MeshNetworks
          --format text|json|sarif
          --fail-on error|warning|info
                               the mildest findings that end it with 1; error unless given
          --compat istioctl    finds what istioctl analyze finds, its known mistakes too

        Exit codes: 0 done, 1 findings or failed steps, 2 wrong call, 3 the outside failed
        """;

    private Examples() {}

    /**
     * Runs a program and ends the process with its exit code.
     *
     * @param arguments the name of the program and its arguments
     */
    public static void main(String[] arguments) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path home = fromHere(Path.of(System.getProperty("meshkit.examples", "examples")));
        System.exit(run(List.of(arguments), home, out, err, TerminalStyle.ofThisProcess()));
    }

    /** The shorter a path, the better the places of findings read. */
    private static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    static int run(List<String> arguments, Path home, PrintStream out, PrintStream err, PlanStyle style) {
        if (arguments.isEmpty() || arguments.get(0).equals("help") || asksForHelp(arguments)) {
            out.print(USAGE);
            return arguments.isEmpty() ? Exit.USAGE : Exit.DONE;
        }
        try {
            List<String> rest = arguments.subList(1, arguments.size());
            return switch (arguments.get(0)) {
                case "apply-pattern" ->
                    rest.isEmpty()
                            ? new Tour(home, out, style).run()
                            : new ApplyPattern(ApplyPatternCall.read(rest), home, out, err, style).run();
                case "analyze" -> new Analyze(AnalyzeCall.read(rest), out).run();
                case "convert-pattern" -> new WritePattern(out, err).convert(rest);
                case "format-pattern" -> new WritePattern(out, err).format(rest);
                case "local-mesh" -> localMesh(rest, home, out, style);
                default ->
                    throw new UsageException(
                            "there is no example \"" + arguments.get(0) + "\"",
                            "Run examples/run help for those there are.");
            };
        } catch (UsageException e) {
            err.println(Reports.text(e));
            return Exit.USAGE;
        } catch (MeshKitException e) {
            err.println(Reports.text(e));
            return Exit.OUTSIDE;
        }
    }

    private static int localMesh(List<String> rest, Path home, PrintStream out, PlanStyle style) {
        if (!rest.isEmpty()) {
            throw new UsageException("local-mesh takes no arguments; got \"" + rest.get(0) + "\"", "Leave them out.");
        }
        return new LocalMeshTour(home, out, style).run();
    }
}
