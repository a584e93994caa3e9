// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what the stages find, up to a limit: beyond it only errors are kept, and beyond twice of it nothing. Used on one thread. */
final class FindingList implements FindingSink {

    private static final int LIMIT = 1_000;

    private final List<Finding> findings = new ArrayList<>();
    private int leftOut;

    @Override
    public void report(Finding finding) {
        boolean room = findings.size() < LIMIT || (finding.severity() == Severity.ERROR && findings.size() < 2 * LIMIT);
        if (room) {
            findings.add(finding);
        } else {
            leftOut++;
        }
    }

    void report(Finding.Builder finding) {
        report(finding.build());
    }

    void reportAll(Collection<Finding> more) {
        more.forEach(this::report);
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>(findings);
        if (leftOut > 0) {
            all.add(PatternCodes.MANY_FINDINGS
                    .finding(leftOut + " more findings are left out; correct those shown first")
                    .build());
        }
        return List.copyOf(all);
    }
}
