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

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.engine.DefaultSupervisingRouteController;
import org.apache.camel.main.Main;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Our component inside every pattern of Camel's model that has outputs, however the application starts. */
class LifeCycleMatrixTest extends MikrotikTestSupport {

    /** Not places of a route of ours, or in need of what is not on the class path. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "AdviceWithDefinition", "for tests", "OutputDefinition", "a part of others", "RouteDefinition", "the route itself",
            "TransactedDefinition", "needs a transaction manager", "SagaDefinition", "needs a saga service",
            "KameletDefinition", "needs camel-kamelet", "A2ASubTaskDefinition", "needs camel-a2a");

    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final Map<String, Inner> inners = new LinkedHashMap<>();

    enum Beginning {
        PLAIN,
        NOT_BY_ITSELF,
        SUPERVISED,
        MAIN
    }

    /** Makes a route that is whole but for what is inside. */
    interface Pattern {
        void route(RouteBuilder routes, String from, Consumer<ProcessorDefinition<?>> inner);
    }

    interface Inner {
        void in(ProcessorDefinition<?> outputs);
    }

    LifeCycleMatrixTest() {
        in("SplitDefinition", (r, route) -> route.split(r.body()));
        in("SplitDefinition, streaming", (r, route) -> route.split(r.body()).streaming());
        in("SplitDefinition, parallel", (r, route) -> route.split(r.body()).parallelProcessing());
        in("SplitDefinition, both, in a filter in a loop", (r, route) -> route.loop(2).filter(r.constant(true)).split(r.body())
                .streaming().parallelProcessing());
        in("MulticastDefinition", (r, route) -> route.multicast());
        in("MulticastDefinition, streaming", (r, route) -> route.multicast().streaming());
        in("MulticastDefinition, parallel", (r, route) -> route.multicast().parallelProcessing());
        in("MulticastDefinition, in a choice", (r, route) -> {
            ChoiceDefinition choice = route.choice();
            choice.when(r.constant(true));
            MulticastDefinition multicast = new MulticastDefinition();
            choice.addOutput(multicast);
            return multicast;
        });
        in("PipelineDefinition", (r, route) -> route.pipeline());
        in("LoopDefinition", (r, route) -> route.loop(1));
        in("FilterDefinition", (r, route) -> route.filter(r.constant(true)));
        in("IdempotentConsumerDefinition", (r, route) -> route.idempotentConsumer(
                r.simple("${exchangeId}"), new MemoryIdempotentRepository()));
        in("LoadBalanceDefinition", (r, route) -> route.loadBalance().roundRobin());
        in("StepDefinition", (r, route) -> {
            StepDefinition step = new StepDefinition();
            route.addOutput(step);
            return step;
        });
        in("AggregateDefinition",
                (r, route) -> route.aggregate(r.constant(1), new UseLatestAggregationStrategy()).completionSize(1));
        in("ResequenceDefinition", (r, route) -> route.resequence(r.body()).batch().timeout(50));
        in("TryDefinition", (r, route) -> route.doTry());
        in("WhenDefinition", (r, route) -> route.choice().when(r.constant(true)));
        in("OtherwiseDefinition", (r, route) -> route.choice().when(r.constant(false)).log("no").otherwise());
        in("CircuitBreakerDefinition", (r, route) -> route.circuitBreaker());
        in("CircuitBreakerDefinition, in a split", (r, route) -> route.split(r.body()).circuitBreaker());
        in("PolicyDefinition", (r, route) -> route.policy(new NoPolicy()));
        patterns.put("OnFallbackDefinition", (r, from, inner) -> inner.accept(
                r.from(from).circuitBreaker().throwException(new IllegalStateException("on purpose")).onFallback()));
        patterns.put("CatchDefinition", (r, from, inner) -> inner.accept(
                r.from(from).doTry().throwException(new IllegalStateException("on purpose")).doCatch(Exception.class)));
        patterns.put("FinallyDefinition",
                (r, from, inner) -> inner.accept(r.from(from).doTry().log(LoggingLevel.DEBUG, "in").doFinally()));
        patterns.put("OnExceptionDefinition", (r, from, inner) -> {
            inner.accept(r.onException(IllegalStateException.class).handled(true));
            r.from(from).throwException(new IllegalStateException("on purpose"));
        });
        patterns.put("OnCompletionDefinition", (r, from, inner) -> {
            inner.accept(r.onCompletion());
            r.from(from).log(LoggingLevel.DEBUG, "in");
        });
        patterns.put("InterceptDefinition", (r, from, inner) -> {
            inner.accept(r.intercept().when(r.header("none").isNotNull()));
            r.from(from).log(LoggingLevel.DEBUG, "in");
        });
        patterns.put("InterceptFromDefinition", (r, from, inner) -> {
            inner.accept(r.interceptFrom(from));
            r.from(from).log(LoggingLevel.DEBUG, "in");
        });
        patterns.put("InterceptSendToEndpointDefinition", (r, from, inner) -> {
            inner.accept(r.interceptSendToEndpoint("mock:" + from.substring(7)).skipSendToOriginalEndpoint());
            r.from(from).to("mock:" + from.substring(7));
        });
        inners.put("to", each -> each.to(uri("/system/identity/print")));
        inners.put("enrich", each -> each.enrich(uri("/system/identity/print")));
        inners.put("pollEnrich", each -> each.pollEnrich(uri("/system/identity/print?initialDelay=0"), 20_000));
        inners.put("toD", each -> each.toD(uri("/system/${header.word}/print")));
        inners.put("wireTap", each -> each.wireTap(uri("/system/identity/print")));
        inners.put("recipientList", each -> each.recipientList().constant(uri("/system/identity/print")));
    }

    private void in(String name, BiFunction<RouteBuilder, RouteDefinition, ProcessorDefinition<?>> begin) {
        patterns.put(name, (r, from, inner) -> inner.accept(begin.apply(r, r.from(from))));
    }

    @Test
    void everyPatternOfCamelsModelThatHasOutputsIsKnownHere() throws Exception {
        Set<String> unknown = new TreeSet<>();
        String jar = OutputNode.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile model = new JarFile(jar)) {
            for (JarEntry entry : Collections.list(model.entries())) {
                String name = entry.getName();
                if (name.startsWith("org/apache/camel/model/") && name.endsWith("Definition.class") && !name.contains("$")) {
                    Class<?> type = Class.forName(name.replace('/', '.').replace(".class", ""));
                    if (OutputNode.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        unknown.add(type.getSimpleName());
                    }
                }
            }
        }
        assertThat(unknown).contains("SplitDefinition");
        unknown.removeAll(patterns.keySet());
        unknown.removeAll(ELSEWHERE.keySet());

        assertThat(unknown).as("patterns that no case is generated for").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void insideEveryPatternItStartsAndAnswers(Beginning beginning) throws Exception {
        List<RouteBuilder> builders = new ArrayList<>();
        List<String> names = new ArrayList<>();
        patterns.forEach((pattern, route) -> inners.forEach((name, inner) -> {
            String from = "direct:" + pattern + "-" + name;
            names.add(from);
            // one builder each: what is said for all routes of a builder is of that one alone
            builders.add(new RouteBuilder() {
                @Override
                public void configure() {
                    route.route(this, from, inner::in);
                }
            });
        }));
        if (beginning == Beginning.MAIN) {
            Main main = new Main();
            MikrotikComponent own = new MikrotikComponent();
            own.setConfiguration(component.getConfiguration());
            main.bind("mikrotik", own);
            builders.forEach(main.configure()::addRoutesBuilder);
            main.start();
            try {
                sendToEach(main.getCamelContext(), names);
            } finally {
                main.stop();
            }
            return;
        }
        if (beginning == Beginning.SUPERVISED) {
            context.setRouteController(new DefaultSupervisingRouteController());
        }
        context.setAutoStartup(beginning != Beginning.NOT_BY_ITSELF);
        for (RouteBuilder builder : builders) {
            context.addRoutes(builder);
        }
        context.start();
        if (beginning == Beginning.NOT_BY_ITSELF) {
            context.getRouteController().startAllRoutes();
        }
        sendToEach(context, names);
    }

    @Test
    void asRouteTemplatesItStartsAndAnswers() throws Exception {
        context.start();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Inner> inner : inners.entrySet()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    inner.getValue().in(
                            routeTemplate("template-" + inner.getKey()).templateParameter("name").from("direct:{{name}}")
                                    .split(body()));
                }
            });
            for (int number = 0; number < 2; number++) {
                String name = "templated-" + inner.getKey() + number;
                TemplatedRouteBuilder.builder(context, "template-" + inner.getKey()).parameter("name", name).routeId(name)
                        .add();
                names.add("direct:" + name);
            }
        }
        sendToEach(context, names);
    }

    @Test
    void routesAddedAfterTheStartAnswerAlsoWhenTheyWereRemovedAndAddedAgain() throws Exception {
        context.start();
        for (int round = 0; round < 2; round++) {
            List<String> names = new ArrayList<>();
            patterns.forEach((pattern, route) -> names.add("direct:late-" + pattern));
            for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        pattern.getValue().route(this, "direct:late-" + pattern.getKey(), inners.get("to")::in);
                    }
                });
            }
            sendToEach(context, names);
            for (Route route : List.copyOf(context.getRoutes())) {
                context.getRouteController().stopRoute(route.getRouteId());
                assertThat(context.removeRoute(route.getRouteId())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
                 strings = {
                         "/ppp/secret/print?delay=50", "/ppp/secret/print?emit=changes&delay=50", "/ppp/secret/listen",
                         "/ping?attribute.address=192.0.2.1" })
    void aSecondRouteWithTheUriOfTheFirstIsRefusedByCamelAndTheContextStops(String consumer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(consumer)).to("mock:first");
                from(uri(consumer)).to("mock:second");
            }
        });

        org.assertj.core.api.Assertions.assertThatThrownBy(context::start).hasStackTraceContaining("Multiple consumers");

        context.stop();
        assertThat(context.isStopped()).isTrue();
        assertThat(router.commandsRunning()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MAIN")
    void aContextWithEveryPatternThatIsStoppedBeforeItStartedStops(Beginning beginning) throws Exception {
        if (beginning == Beginning.SUPERVISED) {
            context.setRouteController(new DefaultSupervisingRouteController());
        }
        context.setAutoStartup(beginning != Beginning.NOT_BY_ITSELF);
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    pattern.getValue().route(this, "direct:" + pattern.getKey(), inners.get("to")::in);
                }
            });
        }
        context.build();
        context.init();

        context.stop();

        assertThat(context.isStopped()).isTrue();
        assertThat(router.journal().connections()).isZero();
    }

    private static void sendToEach(CamelContext context, List<String> names) throws Exception {
        org.awaitility.Awaitility.await().atMost(PATIENCE)
                .until(() -> context.getRoutes().stream().allMatch(route -> isStarted(context, route)));
        try (var template = context.createProducerTemplate()) {
            for (String name : names) {
                Exchange exchange = template.send(
                        name, ExchangeBuilder.anExchange(context).withBody("one").withHeader("word", "identity").build());
                assertThat(exchange.getException()).as(name).isNull();
            }
        }
    }

    private static boolean isStarted(CamelContext context, Route route) {
        return context.getRouteController().getRouteStatus(route.getRouteId()).isStarted();
    }

    @Test
    void aContextThatIsStoppedBeforeItStartedLeavesNothingBehind() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(body()).to(uri("/system/identity/print"));
            }
        });
        context.init();

        context.stop();

        assertThat(context.isStarted()).isFalse();
    }

    @Test
    void producersComeBackWithAComponentThatWasStoppedAndStarted() throws Exception {
        start(routes -> routes.from("direct:in").to(uri("/system/identity/print")));

        component.stop();
        component.start();

        assertThat(rows(send("direct:in", null))).hasSize(1);
    }

    @Test
    void aPasswordSetOnTheComponentIsTakenByTheTargetsOfADynamicToToo() throws Exception {
        component.getConfiguration().setPassword("old");
        start(routes -> routes.from("direct:in").routeId("asks").toD(uri("/system/${body}/print")));
        assertThat(send("direct:in", "identity").getException()).hasMessageContaining("login");
        component.getConfiguration().setPassword(io.camelmikrotik.simulator.SimulatedRouter.PASSWORD);

        context.getRouteController().stopRoute("asks");
        context.getRouteController().startRoute("asks");

        assertThat(rows(send("direct:in", "identity"))).hasSize(1);
    }

    @Test
    void aPasswordSetOnTheComponentIsTakenByStoppingAndStartingARoute() throws Exception {
        component.getConfiguration().setPassword("old");
        start(routes -> routes.from("direct:in").routeId("asks").to(uri("/system/identity/print")));
        component.getConfiguration().setPassword(io.camelmikrotik.simulator.SimulatedRouter.PASSWORD);

        context.getRouteController().stopRoute("asks");
        context.getRouteController().startRoute("asks");

        assertThat(rows(send("direct:in", null))).hasSize(1);
    }

    @Test
    void aWriteIsNoPolledConsumerUnlessAllowed() throws Exception {
        context.start();
        var endpoint = context.getEndpoint(uri("/ppp/secret/add?attribute.name=a"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> endpoint.createConsumer(exchange -> {
        })).hasMessageContaining("allowPolledWrites");
        assertThat(context.getEndpoint(uri("/ppp/secret/add?attribute.name=a&allowPolledWrites=true"))
                .createConsumer(exchange -> {
                })).isInstanceOf(MikrotikPollConsumer.class);
    }

    private static final class NoPolicy implements Policy {

        @Override
        public void beforeWrap(Route route, NamedNode definition) {
            // nothing to prepare
        }

        @Override
        public Processor wrap(Route route, Processor processor) {
            return processor;
        }
    }
}
