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
package io.camelmikrotik.internal.rollout;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.MikrotikConstants;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.support.ExchangeHelper;

/**
 * Steps that are endpoints of the application: each device's message is that of the exchange that began the roll-out,
 * with the device's name in the header {@code CamelMikrotikDevice}.
 */
public final class EndpointSteps implements RolloutSteps {

    private final ProducerTemplate template;
    private final Exchange original;
    private final Object body;
    private final String to;
    private final String verify;

    /** @throws RuntimeCamelException if the body is a stream that cannot be kept for all devices */
    public EndpointSteps(ProducerTemplate template, Exchange original, RolloutOptions options) {
        this.template = template;
        // what becomes of the exchange must not reach devices whose turn is still to come
        this.original = ExchangeHelper.createCopy(original, true);
        this.body = kept(original);
        this.to = options.to();
        this.verify = options.verify();
    }

    /** A stream can be read once, and there are many devices. */
    private static Object kept(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof StreamCache || !(body instanceof InputStream || body instanceof Reader)) {
            return body;
        }
        try {
            return exchange.getMessage().getMandatoryBody(StreamCache.class);
        } catch (InvalidPayloadException e) {
            throw new RuntimeCamelException("the body is a stream that cannot be read for each device", e);
        }
    }

    @Override
    public CompletionStage<Void> change(String device) {
        return send(to, device);
    }

    @Override
    public boolean verifies() {
        return verify != null;
    }

    @Override
    public CompletionStage<Void> verify(String device) {
        return send(verify, device);
    }

    private CompletionStage<Void> send(String endpoint, String device) {
        return template.asyncSend(endpoint, messageFor(device)).thenApply(sent -> {
            if (sent.getException() != null) {
                throw failure(sent.getException());
            }
            if (sent.isRollbackOnly()) {
                throw new IllegalStateException("the route of " + endpoint + " was rolled back");
            }
            return null;
        });
    }

    private Exchange messageFor(String device) {
        Exchange message = ExchangeHelper.createCorrelatedCopy(original, false);
        message.getMessage().setBody(bodyFor(message));
        message.getMessage().setHeader(MikrotikConstants.DEVICE, device);
        return message;
    }

    private Object bodyFor(Exchange message) {
        if (!(body instanceof StreamCache stream)) {
            return body;
        }
        try {
            // each reads it from its beginning, at its own pace
            StreamCache copy = stream.copy(message);
            return copy == null ? body : copy;
        } catch (IOException e) {
            throw new RuntimeCamelException("the body could not be read again", e);
        }
    }

    /** A route that fails because the application stops has perhaps done its work. */
    private RuntimeException failure(Exception failure) {
        CamelContext context = original.getContext();
        if (context.isStopping() || context.isStopped()) {
            return new StepUnfinishedException("the application stopped: " + failure.getMessage(), failure);
        }
        return failure instanceof RuntimeException known ? known : new CompletionException(failure);
    }
}
