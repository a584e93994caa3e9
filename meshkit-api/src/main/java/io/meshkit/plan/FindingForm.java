// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.Span;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Related;
import io.meshkit.finding.Severity;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;

/** A finding in a saved plan. Fixes and help are left out: they are about the user's file, which the plan does not hold. */
final class FindingForm {

    private FindingForm() {}

    static MapValue write(Finding finding) {
        MapValue.Builder form = MapValue.builder()
                .put("code", finding.code().value())
                .put("severity", finding.severity().name())
                .put("message", finding.message())
                .put("parameters", MapValue.ofTexts(finding.parameters()))
                .put("aliases", ListValue.ofTexts(List.copyOf(finding.aliases())));
        finding.resource()
                .ifPresent(key -> form.put("resource", PlanWriter.key(key))
                        .put("resourceStore", key.store().value()));
        finding.pointer().ifPresent(pointer -> form.put("pointer", pointer.toString()));
        finding.place().ifPresent(place -> form.put("place", place(place)));
        return form.put(
                        "related",
                        ListValue.of(finding.related().stream()
                                .map(FindingForm::related)
                                .toList()))
                .build();
    }

    private static MapValue related(Related related) {
        return MapValue.builder()
                .put("place", place(related.place()))
                .put("message", related.message())
                .build();
    }

    private static MapValue place(Place place) {
        return MapValue.builder()
                .put("source", place.source().name())
                .put("line", place.span().line())
                .put("column", place.span().column())
                .put("endLine", place.span().endLine())
                .put("endColumn", place.span().endColumn())
                .build();
    }

    static Finding read(SavedFields form) {
        Finding.Builder finding = Finding.of(
                form.checked("code", Code::new), form.constant("severity", Severity.class), form.text("message"));
        SavedFields parameters = form.fields("parameters");
        parameters.map().keys().forEach(name -> finding.parameter(name, parameters.text(name)));
        form.texts("aliases").forEach(finding::alias);
        if (form.has("resource")) {
            StoreId store = form.checked("resourceStore", StoreId::new);
            SavedFields key = form.fields("resource");
            finding.resource(new ResourceKey(
                    store,
                    new GroupKind(key.text("group"), key.text("kind")),
                    key.text("namespace"),
                    key.text("name")));
        }
        if (form.has("pointer")) {
            finding.pointer(form.pointer("pointer"));
        }
        if (form.has("place")) {
            finding.at(readPlace(form.fields("place")));
        }
        form.each("related", related -> finding.related(readPlace(related.fields("place")), related.text("message")));
        return finding.build();
    }

    private static Place readPlace(SavedFields form) {
        return new Place(
                form.checked("source", SourceId::new),
                new Span((int) form.number("line"), (int) form.number("column"), (int) form.number("endLine"), (int)
                        form.number("endColumn")));
    }
}
