// SPDX-License-Identifier: Apache-2.0
/** What the tests of the rules share: {@link io.meshkit.istio.internal.rules.RuleFixture} runs one rule over a text. */
@NullMarked
package io.meshkit.istio.internal.rules;

import org.jspecify.annotations.NullMarked;
