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
package io.camelmikrotik;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The component stopped and started alone, under routes that live. */
class ComponentRestartTest extends MikrotikTestSupport {

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();

    static Stream<String> consumers() {
        return Stream.of(
                "/ppp/secret/print?initialDelay=0&delay=20",
                "/ppp/secret/print?initialDelay=0&delay=20&useFixedDelay=false",
                "/ppp/secret/print?initialDelay=0&delay=20&emit=table&greedy=true",
                "/ppp/secret/print?initialDelay=0&delay=20&emit=changes",
                "/ppp/secret/listen?retryDelay=20",
                "/ping?attribute.address=192.0.2.1&attribute.interval=10ms",
                "/log/print?follow=true");
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void consumersComeBackEachTime(String consumer) throws Exception {
        router.table("/ppp/secret").add("name", "cust0");
        start(routes -> routes.from(uri(consumer)).routeId("receives").process(exchange -> received.incrementAndGet()));
        receivesMore(0);

        for (int round = 0; round < 2; round++) {
            component.stop();
            int before = received.get();
            component.start();
            assertThat(context.getRouteController().getRouteStatus("receives")).isEqualTo(ServiceStatus.Started);
            receivesMore(before);
        }
    }

    @Test
    void aPollAsksOnceHoweverOftenItsRouteWasStarted() throws Exception {
        component.setPollPoolSize(1);
        start(routes -> routes.from(uri("/ppp/secret/print?initialDelay=0&delay=20&emit=table&routeEmptyTable=true"))
                .routeId("receives").process(exchange -> received.incrementAndGet()));
        for (int round = 0; round < 2; round++) {
            context.getRouteController().stopRoute("receives");
            context.getRouteController().startRoute("receives");
        }
        context.getRouteController().stopRoute("receives");
        router.journal().clear();
        received.set(0);
        context.getRouteController().startRoute("receives");
        receivesMore(10);
        context.getRouteController().stopRoute("receives");

        assertThat(router.journal().count("/ppp/secret/print")).isBetween(received.get(), received.get() + 1);
    }

    private void receivesMore(int than) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            router.table("/ppp/secret").add("name", "cust" + names.incrementAndGet());
            router.log("system,info", "something new");
            assertThat(received.get()).isGreaterThan(than);
        });
    }

    @Test
    void aRouteStoppedBeforeOrMeanwhileDoesNotComeBackByItself() throws Exception {
        String poll = "/ppp/secret/print?initialDelay=0&delay=20";
        start(routes -> {
            routes.from(uri(poll + "&emit=table")).routeId("before").to("mock:none");
            routes.from(uri(poll + "&emit=table&greedy=true")).routeId("meanwhile").to("mock:none");
            routes.from(uri("/ppp/secret/listen")).routeId("removed").to("mock:none");
            routes.from("direct:in").to(uri("/system/identity/print"));
        });
        context.getRouteController().stopRoute("before");

        component.stop();
        context.getRouteController().stopRoute("meanwhile");
        context.getRouteController().stopRoute("removed");
        context.removeRoute("removed");
        router.journal().clear();
        component.start();

        assertThat(rows(send("direct:in", null))).hasSize(1);
        assertThat(context.getRouteController().getRouteStatus("before")).isEqualTo(ServiceStatus.Stopped);
        assertThat(context.getRouteController().getRouteStatus("meanwhile")).isEqualTo(ServiceStatus.Stopped);
        assertThat(router.journal().count("/ppp/secret/print") + router.journal().count("/ppp/secret/listen")).isZero();
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void aSuspendedRouteStaysSuspendedAndReceivesWhenItIsResumed(String consumer) throws Exception {
        router.table("/ppp/secret").add("name", "cust0");
        start(routes -> {
            routes.from(uri(consumer)).routeId("receives").process(exchange -> received.incrementAndGet());
            routes.from("direct:in").to(uri("/system/identity/print"));
        });
        receivesMore(0);
        context.getRouteController().suspendRoute("receives");

        component.stop();
        component.start();

        assertThat(rows(send("direct:in", null))).hasSize(1);
        assertThat(context.getRouteController().getRouteStatus("receives")).isEqualTo(ServiceStatus.Suspended);
        int before = received.get();
        context.getRouteController().resumeRoute("receives");
        receivesMore(before);
    }

    @Test
    void producersOfEveryKindComeBack() throws Exception {
        start(routes -> {
            routes.from("direct:to").to(uri("/system/identity/print"));
            routes.from("direct:toD").toD(uri("/system/${body}/print"));
            routes.from("direct:enrich").enrich(uri("/system/identity/print"));
            routes.from("direct:recipientList").recipientList(routes.simple(uri("/system/${body}/print")));
            routes.from("direct:pollEnrich").pollEnrich(uri("/system/identity/print?initialDelay=0&emit=table"), 20_000);
            routes.from("direct:split").split(routes.body()).to(uri("/system/identity/print"));
        });
        for (int round = 0; round < 3; round++) {
            for (String kind : List.of("to", "toD", "enrich", "recipientList", "pollEnrich", "split")) {
                assertThat(send("direct:" + kind, "identity").getException()).as(kind + ", round " + round).isNull();
            }
            component.stop();
            component.start();
        }
    }
}
