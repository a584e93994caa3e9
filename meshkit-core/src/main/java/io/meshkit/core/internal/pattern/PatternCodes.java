// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;

/**
 * What the engine itself finds in patterns. Syntax (MKP001, MKP002, MKP08x) is found by the reader of documents, shapes (MKP003 to MKP006) by
 * the JSON Schemas, and what only a live store knows (MKP033, MKP06x) by the planner.
 */
public enum PatternCodes {
    /** A value of the wrong type in a place that no schema describes; the same code as for those that the schemas refuse. */
    WRONG_TYPE("MKP004", Severity.ERROR, "a value has the wrong type"),
    /** Keys that exclude each other; the same code as for values that the schemas refuse. */
    EXCLUSIVE("MKP005", Severity.ERROR, "a value is outside what is allowed"),
    /** A part that is needed in this place only; the same code as for parts that the schemas miss. */
    MISSING_PART("MKP006", Severity.ERROR, "a required part is missing"),
    /** A spelling of an older dialect. */
    LEGACY_SPELLING("MKP007", Severity.WARNING, "a legacy spelling was accepted"),
    /** Nothing that could be a pattern. */
    NO_PATTERN("MKP008", Severity.ERROR, "the text holds no pattern, or more than one"),
    /** No adapter knows the type. */
    UNKNOWN_TYPE("MKP010", Severity.ERROR, "the component type is unknown"),
    /** The trait stands on the wrong type. */
    TRAIT_NOT_APPLICABLE("MKP011", Severity.ERROR, "the trait does not apply to this component type"),
    /** Nobody knows the trait. */
    UNKNOWN_TRAIT("MKP012", Severity.ERROR, "the trait is unknown"),
    /** A form that is recognised but not read. */
    REFUSED_DIALECT("MKP013", Severity.ERROR, "the form of the file is known but is no pattern that can be read"),
    /** The file is for another mesh. */
    OTHER_MESH("MKP014", Severity.ERROR, "the pattern is meant for another mesh"),
    /** A guard that cannot be decided. */
    UNDECIDED_GUARD(
            "MKP015",
            Severity.WARNING,
            "a guard on the version of the mesh cannot be decided, because the version is not known"),
    /** A value the file leaves open. */
    ASSUMED("MKP016", Severity.INFO, "a value that the file leaves open was assumed"),
    /** A name from which no identity can be made. */
    NO_IDENTITY("MKP017", Severity.ERROR, "no identity can be made from the name of the pattern or component"),
    /** More findings than anybody reads. */
    MANY_FINDINGS("MKP018", Severity.WARNING, "there are more findings than are shown"),
    /** A trait of the language that a plugin defines anew. */
    REPLACED_TRAIT("MKP019", Severity.INFO, "a trait of a plugin stands in for the one of the language"),
    /** A reference that leads nowhere. */
    UNRESOLVED("MKP020", Severity.ERROR, "a reference leads nowhere"),
    /** References in a circle. */
    REFERENCE_CYCLE("MKP021", Severity.ERROR, "references go in a circle"),
    /** A reference to something of the wrong type. */
    REFERENCE_TYPE("MKP022", Severity.ERROR, "what a reference leads to does not fit where it stands"),
    /** Imports, secrets, files, and environment variables that may not be read. */
    NOT_IMPORTED("MKP023", Severity.ERROR, "something outside the file is referred to that is not read"),
    /** A value for a variable that is not there. */
    UNKNOWN_VARIABLE("MKP024", Severity.ERROR, "a value was given for a variable that the pattern does not declare"),
    /** A variable without value, or one that breaks its own limits. */
    VARIABLE_VALUE("MKP025", Severity.ERROR, "a variable has no value, or one that breaks its declaration"),
    /** Relationships of a design. */
    RELATIONSHIPS("MKP026", Severity.INFO, "the relationships of a design are kept but not evaluated"),
    /** A key with blanks in a map of free keys. */
    KEPT_KEY("MKP027", Severity.INFO, "a key with blanks was kept, because the keys of its map are text"),
    /** Parts of one design with the same identity. */
    SAME_ID("MKP028", Severity.ERROR, "two components of a design have the same id"),
    /** A part of an import that has no meaning there. */
    IDLE_IMPORT_PART("MKP029", Severity.WARNING, "a part of a service that imports a pattern has no effect"),
    /** dependsOn into nothing. */
    UNKNOWN_DEPENDENCY("MKP030", Severity.ERROR, "dependsOn names an unknown service"),
    /** Services that wait for each other. */
    DEPENDENCY_CYCLE("MKP031", Severity.ERROR, "services depend on each other in a circle"),
    /** Two writers disagree. */
    CONFLICT("MKP032", Severity.ERROR, "two parts of the pattern want different things in the same object"),
    /** Manifests that nobody supplied. */
    NO_MANIFESTS("MKP034", Severity.ERROR, "the manifests of something to install are not there"),
    /** Services that refer to each other. */
    MUTUAL_REFERENCES("MKP035", Severity.INFO, "services refer to each other, which orders nothing"),
    /** An object that would be another one. */
    OTHER_IDENTITY("MKP036", Severity.ERROR, "what identifies an object is written otherwise in its body"),
    /** What the mesh cannot do. */
    NOT_SUPPORTED("MKP040", Severity.ERROR, "the mesh or its adapter cannot do what is asked"),
    /** What the mesh does by other means. */
    EMULATED(
            "MKP041",
            Severity.INFO,
            "the mesh does what is asked by other means, or not in all respects, which is a warning"),
    /** An overlay for another mesh. */
    OTHER_EXTENSION("MKP042", Severity.INFO, "an extension for another mesh was left out"),
    /** An overlay without object. */
    IDLE_EXTENSION("MKP043", Severity.WARNING, "an extension names a kind that the component does not render"),
    /** A renderer of a plugin that threw. */
    RENDERER_FAILED("MKP044", Severity.ERROR, "a renderer or check of a plugin failed"),
    /** Weights that are no whole. */
    WEIGHTS("MKP050", Severity.ERROR, "weights do not sum to 100"),
    /** A version that is not declared. */
    UNDEFINED_VERSION("MKP051", Severity.ERROR, "a route or split names a version that the service does not declare"),
    /** A timeout that cuts retries off. */
    SHORT_TIMEOUT("MKP052", Severity.WARNING, "the timeout is shorter than all tries together"),
    /** A caller that strict mutual TLS may keep out. */
    UNINJECTED_CALLER("MKP053", Severity.WARNING, "mutual TLS is strict, and a caller's namespace has no injection"),
    /** A text that was not laid out. */
    NOT_FORMATTED("MKP075", Severity.WARNING, "a document was not formatted"),
    /** A key that was no word. */
    NEW_KEY("MKP076", Severity.INFO, "a service was given another key"),
    /** What meshkit.dev/v1 has no word for. */
    NO_PLACE("MKP077", Severity.WARNING, "something of the pattern has no place in meshkit.dev/v1 and is left out"),
    /** An application of which no workload can be made. */
    APPLICATION("MKP078", Severity.ERROR, "an application is written so that no workload can be made of it"),
    /** An external service that contradicts itself. */
    EXTERNAL_SERVICE("MKP079", Severity.ERROR, "an external service is written so that no mesh could reach it"),
    /** A dialect of a plugin that threw when it was asked. */
    DIALECT_FAILED("MKP091", Severity.WARNING, "a dialect of a plugin could not say whether the file is written in it"),
    /** A name that an import would turn into that of another service. */
    FOREIGN_NAME("MKP099", Severity.ERROR, "with an import, a name would mean another service, or none"),
    /** A trait that a tool wrote without anything in it. */
    EMPTY_TRAIT("MKP100", Severity.WARNING, "a trait without settings is left out, as an older dialect means it"),
    /** An overlay over what is there. */
    REPLACED_BY_EXTENSION("MKP102", Severity.WARNING, "an extension replaces what the rest of the pattern says"),
    /** Objects of which the mesh takes one. */
    SAME_CLAIM("MKP103", Severity.ERROR, "two parts of the pattern make objects of which the mesh takes only one"),
    /** A setting of a raw kind that is not the user's to say, or is said otherwise beside it. */
    IDLE_SETTING("MKP106", Severity.WARNING, "a part of the settings of a raw kind has no effect"),
    /** A guard or an overlay that no mesh fits. */
    UNKNOWN_MESH("MKP107", Severity.WARNING, "a guard or an extension names a mesh that nobody knows, or none");

    private final Code code;
    private final Severity severity;
    private final String meaning;

    PatternCodes(String code, Severity severity, String meaning) {
        this.code = new Code(code);
        this.severity = severity;
        this.meaning = meaning;
    }

    /**
     * The stable code.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * How grave it is, unless a caller of the engine chose otherwise.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What it means, in one line.
     *
     * @return the meaning
     */
    public String meaning() {
        return meaning;
    }

    Finding.Builder finding(String message) {
        return Finding.of(code, severity, message);
    }
}
