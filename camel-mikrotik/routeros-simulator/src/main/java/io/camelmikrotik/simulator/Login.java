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
package io.camelmikrotik.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The logins of one session: in clear text, or by challenge before 6.45. Event loop only. */
final class Login {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Session session;
    private final SimulatedRouter router;
    private byte[] challenge;

    Login(Session session) {
        this.session = session;
        this.router = session.router;
    }

    void received(Request request) {
        LoginFault fault = router.faults().nextLogin();
        if (fault == null) {
            later(request, router.settings().loginDelay.toNanos());
        } else {
            switch (fault.kind()) {
                case SLOW -> later(request, fault.delay().toNanos());
                case REFUSE -> refuse(request, refusalText());
                case FATAL -> session.fatal("unrecoverable authentication error", "");
                case NO_ANSWER -> router.journal().loginFailed();
            }
        }
    }

    private void later(Request request, long nanos) {
        if (nanos == 0) {
            answer(request);
        } else {
            session.channel().eventLoop().schedule(() -> {
                if (!session.ended()) {
                    answer(request);
                }
            }, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void answer(Request request) {
        Version version = router.settings().version;
        boolean plainKnown = version.atLeast("6.43");
        boolean challengeKnown = !version.atLeast("6.45.1");
        if (request.has("response")) {
            byte[] sent = challenge;
            challenge = null;
            User user = router.user(request.attribute("name"));
            accept(request, user, challengeKnown && user != null && sent != null
                    && response(user, sent).equals(request.attribute("response")));
        } else if (plainKnown && request.has("password")) {
            User user = router.user(request.attribute("name"));
            accept(request, user, user != null && user.password().equals(request.attribute("password")));
        } else {
            challenge = new byte[16];
            RANDOM.nextBytes(challenge);
            session.reply(request.tag(), "!done", Map.of("ret", HexFormat.of().formatHex(challenge)));
        }
    }

    private void accept(Request request, User user, boolean right) {
        if (!right) {
            refuse(request, refusalText());
        } else if (!user.may("api")) {
            refuse(request, "std failure: not allowed (9)");
        } else {
            session.loggedIn(user);
            session.reply(request.tag(), "!done", Map.of());
        }
    }

    private void refuse(Request request, String text) {
        router.journal().loginFailed();
        String name = RawText.readable(request.attributes().getOrDefault("name", ""));
        router.log("system,error,critical", "login failure for user " + name + " from " + session.peer() + " via api");
        session.reply(request.tag(), "!trap", Map.of("message", text));
        session.reply(request.tag(), "!done", Map.of());
    }

    private String refusalText() {
        Settings settings = router.settings();
        if (settings.refusalText != null) {
            return settings.refusalText;
        }
        return settings.version.atLeast("6.43") ? "invalid user name or password (6)" : "cannot log in";
    }

    static String response(User user, byte[] challenge) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update((byte) 0);
            digest.update(user.password().getBytes(StandardCharsets.ISO_8859_1));
            return "00" + HexFormat.of().formatHex(digest.digest(challenge));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
