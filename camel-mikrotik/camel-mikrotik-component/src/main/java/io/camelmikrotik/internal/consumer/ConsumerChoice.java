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
package io.camelmikrotik.internal.consumer;

import java.util.Set;

import io.camelmikrotik.Emit;
import io.camelmikrotik.Initial;
import io.camelmikrotik.MikrotikChangesConsumer;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.MikrotikListenConsumer;
import io.camelmikrotik.MikrotikPollConsumer;
import io.camelmikrotik.MikrotikStreamConsumer;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.endpoint.UnusedOptions;
import io.camelmikrotik.internal.feed.CommandStream;
import io.camelmikrotik.internal.feed.LogFollower;
import io.camelmikrotik.internal.feed.StreamSettings;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Which consumer a command needs: one that ends is polled, for its rows or its changes; a table that is listened to or
 * followed is watched, and the log is followed; any other endless one is a stream.
 */
public final class ConsumerChoice {

    private static final String LOG = "/log";
    private static final Set<String> POLLING = Set.of(
            "delay", "initialDelay", "useFixedDelay", "repeatCount", "greedy", "sendEmptyMessageWhenIdle", "routeEmptyTable",
            "backoffMultiplier", "backoffIdleThreshold", "backoffErrorThreshold", "scheduler", "pollStrategy");

    private final MikrotikEndpoint endpoint;
    private final MikrotikConfiguration configuration;
    private final Processor processor;
    private final PreparedCommand prepared;
    private final UnusedOptions unused;

    /**
     * @throws IllegalArgumentException naming the option, if one does not fit or leaves something to a message
     * @throws BadInputException        if the endpoint's options do not make a command of RouterOS
     */
    public ConsumerChoice(MikrotikEndpoint endpoint, Processor processor) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.processor = processor;
        this.unused = new UnusedOptions(endpoint);
        this.prepared = endpoint.template().prepareForConsumer();
        FeedOptions.check(configuration);
    }

    public Consumer consumer() {
        unused.refuseInConsumer();
        Consumer consumer = chosen();
        if (!(consumer instanceof ScheduledPollConsumer)) {
            for (String option : POLLING) {
                if (endpoint.isNamed(option)) {
                    throw new IllegalArgumentException(
                            option + " is for commands that are polled, and " + prepared.command().path() + " is not");
                }
            }
        }
        return consumer;
    }

    private Consumer chosen() {
        RouterOsCommand command = prepared.command();
        boolean follows = follows(command);
        boolean log = command.menu().equals(LOG);
        if (follows && !log) {
            if (configuration.getEmit() != null && configuration.getEmit() != Emit.CHANGES) {
                throw new IllegalArgumentException(
                        "emit=" + configuration
                                .getEmit() + " does not apply to a table that is listened to: each change is a message");
            }
            return new MikrotikListenConsumer(
                    endpoint, processor, new PreparedCommand(plain(command, "listen"), prepared.where()));
        }
        boolean polled = !follows && !command.isEndless();
        if (polled && !command.isRead() && !configuration.isAllowPolledWrites()) {
            throw new IllegalArgumentException(
                    command.path() + " is not known to only read: as a consumer it would be executed again at each poll."
                                               + " Send it with to(), or set allowPolledWrites=true if that is meant");
        }
        if (!polled && endpoint.isNamed("allowPolledWrites")) {
            throw new IllegalArgumentException(
                    "allowPolledWrites is for commands that are polled, and " + command.path() + " is not");
        }
        if (!follows && configuration.getEmit() == Emit.CHANGES) {
            unused.refuseInPollForChanges();
            return new MikrotikChangesConsumer(endpoint, processor);
        }
        if (follows) {
            unused.refuseInLog();
            return followingTheLog();
        }
        if (command.isEndless()) {
            unused.refuseInStream();
            return streaming();
        }
        unused.refuseInPoll();
        return new MikrotikPollConsumer(endpoint, processor);
    }

    private boolean follows(RouterOsCommand command) {
        if (configuration.isFollow() && !command.verb().equals("print")) {
            throw new IllegalArgumentException("follow applies to print, not to " + command.path());
        }
        return configuration.isFollow() || command.verb().equals("listen")
                || CommandKind.follows().stream().anyMatch(command::has);
    }

    private Consumer streaming() {
        boolean rounds = configuration.getEmit() == Emit.TABLE;
        return new MikrotikStreamConsumer(
                endpoint, processor,
                (client, target) -> new CommandStream(
                        client.device(), prepared.command(), prepared::accepts, rounds, settings(client), target,
                        endpoint.getComponent().threads().consumers(), endpoint.getComponent().threads().timer()),
                rounds);
    }

    private Consumer followingTheLog() {
        RouterOsCommand command = prepared.command();
        if (configuration.getEmit() != null && configuration.getEmit() != Emit.ROWS) {
            throw new IllegalArgumentException(
                    "emit=" + configuration.getEmit() + " does not apply to the log: each line is a message");
        }
        boolean emitInitial = configuration.getInitial() != null
                ? configuration.getInitial() == Initial.EMIT
                // as RouterOS: a follow begins with the lines there are, a listen does not
                : configuration.isFollow() || command.has("follow");
        if (configuration.getIgnore() != null || configuration.getKey() != null) {
            throw new IllegalArgumentException("key and ignore do not apply to the log");
        }
        RouterOsCommand print = plain(command, "print");
        String owner = endpoint.getDevice() + " " + print
                       + (configuration.getWhere() == null ? "" : " where " + configuration.getWhere());
        return new MikrotikStreamConsumer(
                endpoint, processor,
                (client, target) -> new LogFollower(
                        client.device(), print, prepared::accepts, emitInitial, settings(client),
                        FeedOptions.store(endpoint, owner), target, endpoint.getComponent().threads().consumers(),
                        endpoint.getComponent().threads().timer()),
                false);
    }

    /** The command without what makes it follow. */
    private static RouterOsCommand plain(RouterOsCommand command, String verb) {
        RouterOsCommand.Builder plain = RouterOsCommand.builder(command.menu() + "/" + verb).queries(command.queries());
        for (RouterOsCommand.Attribute attribute : command.attributes()) {
            if (!CommandKind.follows().contains(attribute.name())) {
                plain.attribute(attribute.name(), attribute.text());
            }
        }
        return plain.build();
    }

    private StreamSettings settings(DeviceClient client) {
        return new StreamSettings(
                client.options(), configuration.getBufferSize(), FeedOptions.pauses(configuration),
                FeedOptions.idleProbeInterval(configuration));
    }
}
