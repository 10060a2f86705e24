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

import java.util.List;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;

public class FirmwareInWaves extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:firmware")
                .to("mikrotik:@*?operation=rollout&to=direct:upgrade&verify=direct:upgraded&waves=1,10%,100%&maxFailures=1"
                    + "&stateFile={{data}}/firmware-{{firmware.version}}.state");

        from("direct:upgrade").errorHandler(noErrorHandler())
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/package/update/check-for-updates?ignoreBody=true")
                .validate(is("latest-version"))
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/package/update/download?ignoreBody=true")
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/reboot?ignoreBody=true")
                .to("direct:awaitRouterOs")
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/routerboard/upgrade?ignoreBody=true")
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/reboot?ignoreBody=true");

        // a router that starts is asked again until it answers with the version
        from("direct:awaitRouterOs")
                .onException(Exception.class).maximumRedeliveries(100).redeliveryDelay("{{firmware.pause}}").end()
                .to("direct:routerOs");
        from("direct:upgraded")
                .onException(Exception.class).maximumRedeliveries(100).redeliveryDelay("{{firmware.pause}}").end()
                .to("direct:routerBoot");

        from("direct:routerOs").errorHandler(noErrorHandler())
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/package/print?where=name=routeros")
                .validate(is("version"));
        from("direct:routerBoot").errorHandler(noErrorHandler())
                .to("direct:routerOs")
                .toD("mikrotik:${header.CamelMikrotikDevice}/system/routerboard/print")
                .validate(is("current-firmware"));
    }

    /** Whether the last row of the reply has the wanted version there. */
    private Predicate is(String property) {
        return exchange -> {
            List<?> rows = exchange.getMessage().getBody(List.class);
            return !rows.isEmpty() && exchange.getContext().resolvePropertyPlaceholders("{{firmware.version}}")
                    .equals(((RouterOsRow) rows.get(rows.size() - 1)).get(property));
        };
    }
}
