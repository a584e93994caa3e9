// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Report;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema (draft 2020-12) of a kind of document, which tells people what is wrong with theirs.
 *
 * <p>Complaints stand at the offending key or value and suggest what was probably meant; of {@code oneOf} and {@code anyOf} only the
 * branch that was most likely meant is spoken of. Beside the standard keywords a schema may have
 *
 * <ul>
 *   <li>{@code x-mk-unit}: the unit of the value, such as {@code percent} or {@code duration}, used in messages;
 *   <li>{@code x-mk-example}: a text, or a list of them, that shows how the value is written;
 *   <li>{@code x-mk-alias}: a list of former names of the key, which are suggested for.
 * </ul>
 *
 * <p>What else it may have is for others, who ask with {@link #keyword}: {@code x-mk-refers} and {@code x-mk-harm} of traits are told of at
 * {@link io.meshkit.pattern.TraitDefinition}.
 *
 * <p>Formats are checked, patterns are regular expressions of the JDK, nothing is fetched: a {@code $ref} leads to this schema or to one
 * given with it. The schema is compiled once, at the first check. Immutable and thread-safe.
 *
 * <pre>{@code
 * DocumentSchema schema = DocumentSchema.of(trait.schema());
 * Report report = schema.check(document.root(), JsonPointer.parse("/services/checkout/traits/retry"));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DocumentSchema {

    private static final ErrorCode INVALID = new ErrorCode("MK-SCHEMA-INVALID");

    private final MapValue schema;
    private final Map<String, MapValue> others;
    private final SchemaCodes codes;
    private final SchemaView view;
    private volatile @Nullable Schema compiled;

    private DocumentSchema(MapValue schema, Map<String, MapValue> others, SchemaCodes codes) {
        this.schema = requireNonNull(schema, "schema");
        this.others = Collections.unmodifiableMap(new TreeMap<>(others));
        this.codes = requireNonNull(codes, "codes");
        this.view = new SchemaView(schema, id -> Optional.ofNullable(this.others.get(id)));
    }

    /**
     * A schema that stands alone; its complaints have the codes of patterns.
     *
     * @param schema the schema
     * @return the same, ready to check; what is wrong with it comes out at the first check
     */
    public static DocumentSchema of(MapValue schema) {
        return new DocumentSchema(schema, Map.of(), SchemaCodes.PATTERN);
    }

    /**
     * This schema with others that it refers to.
     *
     * @param byId the others by their {@code $id}
     * @return a schema that finds them
     */
    public DocumentSchema with(Map<String, MapValue> byId) {
        return new DocumentSchema(schema, byId, codes);
    }

    /**
     * This schema with other codes for its complaints.
     *
     * @param other the codes
     * @return a schema that uses them
     */
    public DocumentSchema with(SchemaCodes other) {
        return new DocumentSchema(schema, others, other);
    }

    /**
     * Checks a whole document.
     *
     * @param root the document
     * @return what is wrong with it
     * @throws MeshKitException with code {@code MK-SCHEMA-INVALID} when the schema itself is wrong
     */
    public Report check(Value root) {
        return check(root, JsonPointer.ROOT);
    }

    /**
     * Checks a part of a document.
     *
     * @param root the document, which findings point into
     * @param at the way to the part that this schema is about
     * @return what is wrong with the part; empty also when there is no such part
     * @throws MeshKitException with code {@code MK-SCHEMA-INVALID} when the schema itself is wrong
     */
    public Report check(Value root, JsonPointer at) {
        Optional<Value> part = root.find(at);
        if (part.isEmpty()) {
            return Report.EMPTY;
        }
        List<Error> errors;
        try {
            errors = compiled().validate(ValueNodes.toNode(part.get()));
        } catch (SchemaException e) {
            throw invalid(e);
        }
        if (errors.isEmpty()) {
            return Report.EMPTY;
        }
        return new SchemaFindings(view, codes, root, at).of(BranchChoice.collapse(errors));
    }

    /**
     * The keys that are legal in a map.
     *
     * @param part the part of the document that this schema is about; it decides which branches count
     * @param at the way from the part to the map
     * @return the keys, sorted; those that only a pattern describes are left out
     */
    public Set<String> legalKeys(Value part, JsonPointer at) {
        return Collections.unmodifiableSet(new TreeSet<>(view.keys(part, at)));
    }

    /**
     * What a keyword of the schema says about a place.
     *
     * @param part the part of the document that this schema is about; it decides which branches count
     * @param at the way from the part to the place
     * @param keyword the keyword
     * @return its value; of several branches that have it, the first one's; empty when none has it
     */
    public Optional<Value> keyword(Value part, JsonPointer at, String keyword) {
        return view.keyword(part, at, keyword);
    }

    /**
     * The schema as it was given.
     *
     * @return the schema
     */
    public MapValue source() {
        return schema;
    }

    private Schema compiled() {
        Schema known = compiled;
        if (known == null) {
            synchronized (this) {
                known = compiled;
                if (known == null) {
                    known = compile();
                    compiled = known;
                }
            }
        }
        return known;
    }

    private Schema compile() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(JDKRegularExpressionFactory.getInstance())
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .build();
        Map<String, String> texts = new TreeMap<>();
        others.forEach((id, other) -> texts.put(id, ValueNodes.toNode(other).toString()));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(config).schemas(texts));
        Schema fresh = registry.getSchema(ValueNodes.toNode(schema));
        fresh.initializeValidators();
        return fresh;
    }

    private MeshKitException invalid(SchemaException cause) {
        return new MeshKitException(
                INVALID,
                "the JSON Schema "
                        + schema.text("$id").or(() -> schema.text("title")).orElse("without $id") + " is wrong: "
                        + cause.getMessage(),
                "Correct the schema, or ask the author of the plugin that it comes with.",
                cause);
    }
}
