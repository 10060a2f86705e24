/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.documented;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.builder.RouteBuilder;

public class HotspotVouchers extends RouteBuilder {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();

    @Override
    public void configure() {
        // the body is how many
        from("direct:vouchers")
                .transform().body(Integer.class, this::vouchers)
                .setProperty("vouchers", body())
                .to("mikrotik:{{router}}/ip/hotspot/user/add?attribute.limit-uptime=1h&attribute.comment=voucher")
                .setBody(exchangeProperty("vouchers"));
    }

    private List<Map<String, String>> vouchers(int count) {
        return IntStream.range(0, count).mapToObj(i -> Map.of("name", word(8))).toList();
    }

    private String word(int length) {
        return random.ints(length, 0, LETTERS.length()).mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
