// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesFormatsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bsonobjectid | 507f1f77bcf86cd799439011 | 507f1f77
        uri          | https://example.org/a?b=c | not a uri
        uri          | /path                    | path
        email        | a@example.org            | example.org
        hostname     | a-b.example.org          | -a.example.org
        ipv4         | 127.0.0.1                | 127.0.0.256
        ipv6         | ::1                      | 1::2::3
        ipv6         | fe80::1:2                | 1:2:3
        ipv6         | ::ffff:1.2.3.4           | 1.2.3.4::
        ipv6         | 1:2:3:4:5:6:7:8          | 1:2:3:4:5:6:7:8:9
        ipv6         | 1::                      | 12345::
        cidr         | 10.0.0.0/8               | 10.0.0.0/33
        cidr         | fd00::/64                | fd00::/129
        cidr         | 0.0.0.0/0                | 10.0.0.0
        mac          | 01:23:45:67:89:ab        | 01:23:45
        uuid         | 123e4567-e89b-12d3-a456-426614174000 | 123
        uuid3        | 123e4567-e89b-32d3-a456-426614174000 | 123e4567-e89b-12d3-a456-426614174000
        uuid4        | 123e4567-e89b-42d3-a456-426614174000 | 123e4567-e89b-42d3-c456-426614174000
        uuid5        | 123e4567-e89b-52d3-a456-426614174000 | 123e4567-e89b-42d3-a456-426614174000
        isbn         | 0321751043               | 0321751044
        isbn10       | 0-321-75104-3            | 978-0321751041
        isbn13       | 978-0321751041           | 978-0321751042
        creditcard   | 4111 1111 1111 1111      | 4111 1111 1111 1112
        ssn          | 123-45-6789              | 123-45-67890
        hexcolor     | #FFFFFF                  | #FFFG
        rgbcolor     | rgb(1, 20, 255)          | rgb(1,2)
        byte         | aGVsbG8=                 | aGVsbG8
        date         | 2026-02-28               | 2026-02-30
        duration     | 1h30m                    | 1x
        duration     | 22 ns                    | 22 parsecs
        date-time    | 2014-12-15T19:30:20.000Z | 2014-12-15 19:30
        datetime     | 2014-12-15T19:30:20+01:00 | 2014-13-15T19:30:20Z
        """)
    void texts_of_a_format_are_told_from_others(String format, String good, String bad) {
        assertThat(KubernetesFormats.known("string", format)).isEqualTo(format);
        assertThat(KubernetesFormats.matches(format, good)).as(good).isTrue();
        assertThat(KubernetesFormats.matches(format, bad)).as(bad).isFalse();
    }

    @Test
    void any_text_is_a_password() {
        assertThat(KubernetesFormats.matches("password", "x")).isTrue();
    }

    @Test
    void formats_that_a_server_ignores_are_not_known() {
        assertThat(KubernetesFormats.known("number", "int32")).isEmpty();
        assertThat(KubernetesFormats.known("string", "int64")).isEmpty();
        assertThat(KubernetesFormats.known("number", "double")).isEmpty();
    }
}
