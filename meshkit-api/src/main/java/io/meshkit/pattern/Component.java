// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One service of a pattern: something that is there or shall be there, with traits. Immutable.
 *
 * @since 0.1.0
 */
public final class Component {

    private final String key;
    private final TextValue name;
    private final TextValue type;
    private final @Nullable TextValue apiVersion;
    private final @Nullable TextValue version;
    private final @Nullable TextValue namespace;
    private final MapValue settings;
    private final MapValue labels;
    private final MapValue annotations;
    private final List<TextValue> dependsOn;
    private final List<Trait> traits;
    private final List<Trait> drawingTraits;
    private final boolean drawing;
    private final MapValue extensions;
    private final MapValue when;
    private final @Nullable Place keyPlace;

    private Component(Builder builder) {
        key = builder.key;
        name = builder.name;
        type = builder.type;
        apiVersion = builder.apiVersion;
        version = builder.version;
        namespace = builder.namespace;
        settings = builder.settings;
        labels = builder.labels;
        annotations = builder.annotations;
        dependsOn = List.copyOf(builder.dependsOn);
        traits = List.copyOf(builder.traits);
        drawingTraits = List.copyOf(builder.drawingTraits);
        drawing = builder.drawing;
        extensions = builder.extensions;
        when = builder.when;
        keyPlace = builder.keyPlace;
    }

    /**
     * Starts a component.
     *
     * @param key the key by which others in the pattern refer to it
     * @param type its type, such as {@code Service} or {@code VirtualService.Istio}
     * @return a builder
     */
    public static Builder of(String key, TextValue type) {
        return new Builder(key, type);
    }

    /**
     * The key by which others in the pattern refer to it.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * The name of the object it stands for.
     *
     * @return the name; the key unless the file says otherwise
     */
    public TextValue name() {
        return name;
    }

    /**
     * Its type.
     *
     * @return the type, in the spelling of {@code meshkit.dev/v1}
     */
    public TextValue type() {
        return type;
    }

    /**
     * Whether it is of a type, or of one that is a kind of it: an {@code Application} is a {@code Service} together with what runs it, so
     * that whatever holds for services holds for it. A component with an API version is an object as its kind says, and of that type alone.
     *
     * @param wanted a type, such as {@code Service}
     * @return true when it is one
     */
    public boolean isA(String wanted) {
        String own = type.text();
        return own.equals(wanted) || (apiVersion == null && wanted.equals("Service") && own.equals("Application"));
    }

    /**
     * The API version of a raw kind.
     *
     * @return group and version; empty when the file leaves it open
     */
    public Optional<TextValue> apiVersion() {
        return Optional.ofNullable(apiVersion);
    }

    /**
     * The version of what it installs.
     *
     * @return the version; empty when the file leaves it open
     */
    public Optional<TextValue> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Its namespace.
     *
     * @return the namespace; empty when the file leaves it open
     */
    public Optional<TextValue> namespace() {
        return Optional.ofNullable(namespace);
    }

    /**
     * Its settings, as its type understands them.
     *
     * @return the settings; empty when there are none
     */
    public MapValue settings() {
        return settings;
    }

    /**
     * Labels for the objects it makes.
     *
     * @return the labels
     */
    public MapValue labels() {
        return labels;
    }

    /**
     * Annotations for the objects it makes.
     *
     * @return the annotations
     */
    public MapValue annotations() {
        return annotations;
    }

    /**
     * The keys of components that must be there first.
     *
     * @return the keys in the order of the file
     */
    public List<TextValue> dependsOn() {
        return dependsOn;
    }

    /**
     * Its traits.
     *
     * @return the traits in the order of the file
     */
    public List<Trait> traits() {
        return traits;
    }

    /**
     * What a drawing tool notes on it, such as Meshery's {@code meshmap} with its position and colour. These are none of its
     * {@link #traits()}: no check and no renderer sees them, and they are kept so that the pattern can be written again.
     *
     * @return the notes in the order of the file
     */
    public List<Trait> drawingTraits() {
        return drawingTraits;
    }

    /**
     * Whether it belongs to the drawing alone, as a comment, a frame or an icon does. Such a component is left out before references are
     * resolved: nothing is rendered for it, and whatever depends on it does not wait. It is kept so that the pattern can be written again.
     *
     * @return true when nothing stands for it in a cluster
     */
    public boolean isDrawing() {
        return drawing;
    }

    /**
     * Overlays for single meshes: mesh, kind, then what to merge into the rendered object.
     *
     * @return the overlays; empty when there are none
     */
    public MapValue extensions() {
        return extensions;
    }

    /**
     * The guard: on which mesh the component counts.
     *
     * @return the guard; empty when it always counts
     */
    public MapValue when() {
        return when;
    }

    /**
     * Where its key was written.
     *
     * @return the place; empty when code made it
     */
    public Optional<Place> keyPlace() {
        return Optional.ofNullable(keyPlace);
    }

    /**
     * Starts a changed copy.
     *
     * @return a builder with all parts of this component
     */
    public Builder toBuilder() {
        Builder builder = new Builder(key, type);
        builder.name = name;
        builder.apiVersion = apiVersion;
        builder.version = version;
        builder.namespace = namespace;
        builder.settings = settings;
        builder.labels = labels;
        builder.annotations = annotations;
        builder.dependsOn.addAll(dependsOn);
        builder.traits.addAll(traits);
        builder.drawingTraits.addAll(drawingTraits);
        builder.drawing = drawing;
        builder.extensions = extensions;
        builder.when = when;
        builder.keyPlace = keyPlace;
        return builder;
    }

    /** Gives key and type. */
    @Override
    public String toString() {
        return key + " (" + type + ")";
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {

        private String key;
        private TextValue name;
        private TextValue type;
        private @Nullable TextValue apiVersion;
        private @Nullable TextValue version;
        private @Nullable TextValue namespace;
        private MapValue settings = MapValue.EMPTY;
        private MapValue labels = MapValue.EMPTY;
        private MapValue annotations = MapValue.EMPTY;
        private final List<TextValue> dependsOn = new ArrayList<>();
        private final List<Trait> traits = new ArrayList<>();
        private final List<Trait> drawingTraits = new ArrayList<>();
        private boolean drawing;
        private MapValue extensions = MapValue.EMPTY;
        private MapValue when = MapValue.EMPTY;
        private @Nullable Place keyPlace;

        private Builder(String key, TextValue type) {
            this.key = requireNonNull(key, "key");
            this.name = TextValue.of(key);
            this.type = requireNonNull(type, "type");
        }

        /**
         * Gives it another key. Whoever refers to it by the old one has to be changed too.
         *
         * @param value the key
         * @return this builder
         */
        public Builder key(String value) {
            key = requireNonNull(value, "value");
            return this;
        }

        /**
         * Names the object it stands for.
         *
         * @param value the name
         * @return this builder
         */
        public Builder name(TextValue value) {
            name = requireNonNull(value, "value");
            return this;
        }

        /**
         * Changes the type.
         *
         * @param value the type
         * @return this builder
         */
        public Builder type(TextValue value) {
            type = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the API version of a raw kind.
         *
         * @param value group and version
         * @return this builder
         */
        public Builder apiVersion(TextValue value) {
            apiVersion = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the version of what it installs.
         *
         * @param value the version
         * @return this builder
         */
        public Builder version(TextValue value) {
            version = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the namespace.
         *
         * @param value the namespace
         * @return this builder
         */
        public Builder namespace(TextValue value) {
            namespace = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the settings.
         *
         * @param value the settings
         * @return this builder
         */
        public Builder settings(MapValue value) {
            settings = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the labels.
         *
         * @param value the labels
         * @return this builder
         */
        public Builder labels(MapValue value) {
            labels = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the annotations.
         *
         * @param value the annotations
         * @return this builder
         */
        public Builder annotations(MapValue value) {
            annotations = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what must be there first.
         *
         * @param keys the keys of other components
         * @return this builder
         */
        public Builder dependsOn(Collection<TextValue> keys) {
            dependsOn.clear();
            dependsOn.addAll(keys);
            return this;
        }

        /**
         * Sets the traits.
         *
         * @param values the traits
         * @return this builder
         */
        public Builder traits(Collection<Trait> values) {
            traits.clear();
            traits.addAll(values);
            return this;
        }

        /**
         * Sets what a drawing tool notes on it.
         *
         * @param values the notes
         * @return this builder
         */
        public Builder drawingTraits(Collection<Trait> values) {
            drawingTraits.clear();
            drawingTraits.addAll(values);
            return this;
        }

        /**
         * Says whether it belongs to the drawing alone.
         *
         * @param value true when nothing stands for it in a cluster
         * @return this builder
         */
        public Builder drawing(boolean value) {
            drawing = value;
            return this;
        }

        /**
         * Sets the overlays.
         *
         * @param value mesh, kind, then what to merge
         * @return this builder
         */
        public Builder extensions(MapValue value) {
            extensions = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the guard.
         *
         * @param value the guard
         * @return this builder
         */
        public Builder when(MapValue value) {
            when = requireNonNull(value, "value");
            return this;
        }

        /**
         * Says where the key was written.
         *
         * @param value the place
         * @return this builder
         */
        public Builder keyPlace(Optional<Place> value) {
            keyPlace = value.orElse(null);
            return this;
        }

        /**
         * Gives the component.
         *
         * @return the component
         */
        public Component build() {
            return new Component(this);
        }
    }
}
