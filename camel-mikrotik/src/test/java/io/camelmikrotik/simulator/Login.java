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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.RouterProfile.User;
import io.camelmikrotik.simulator.wire.RawText;
import io.camelmikrotik.simulator.wire.SentenceWriter;

/**
 * {@code /login} in both protocols, as the router's version has them.
 */
final class Login {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Session session;
    private byte[] challenge;

    Login(Session session) {
        this.session = session;
    }

    void received(Request request) {
        Faults faults = session.router().faults();
        if (Faults.strikes(faults.unansweredLogins)) {
            return;
        }
        if (Faults.strikes(faults.fatalLogins)) {
            session.fatal("too many commands before login");
            return;
        }
        Duration delay = session.router().profile().loginDelay();
        if (Faults.strikes(faults.slowLogins)) {
            delay = delay.plus(faults.loginDelay());
        }
        if (delay.isZero()) {
            answer(request);
        } else {
            session.loop().schedule(() -> answer(request), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void answer(Request request) {
        if (!session.isOpen()) {
            return;
        }
        RouterVersion version = session.router().profile().version();
        String refusal = version.loginRefusal();
        if (Faults.strikes(session.router().faults().refusedLogins)) {
            refuse(request, refusal);
        } else if (request.has("response")) {
            User user = user(request);
            boolean accepted = challenge != null && version.hasChallengeLogin() && user != null
                    && request.get("response").equalsIgnoreCase(response(user.password()));
            challenge = null;
            accept(request, accepted ? user : null, refusal);
        } else if (request.has("password") && version.hasPlainLogin()) {
            User user = user(request);
            boolean accepted = user != null && request.get("password").equals(RawText.of(user.password()));
            accept(request, accepted ? user : null, refusal);
        } else {
            challenge = new byte[16];
            RANDOM.nextBytes(challenge);
            reply(request, "!done", "=ret=" + HexFormat.of().formatHex(challenge));
        }
    }

    private void accept(Request request, User user, String refusal) {
        if (user == null) {
            refuse(request, refusal);
        } else if (!user.may("api")) {
            refuse(request, "std failure: not allowed (9)");
        } else if (session.router().hasTooManySessions()) {
            session.close();
        } else {
            session.loggedIn(user);
            reply(request, "!done", null);
        }
    }

    private void refuse(Request request, String text) {
        session.router().loginFailed(request.attributes().getOrDefault("name", ""));
        reply(request, "!trap", "=message=" + text);
        reply(request, "!done", null);
    }

    private void reply(Request request, String replyWord, String word) {
        SentenceWriter sentence = new SentenceWriter().word(replyWord);
        if (request.tag() != null) {
            sentence.word(".tag=" + request.tag());
        }
        if (word != null) {
            sentence.word(word);
        }
        session.write(sentence.end().toBytes());
    }

    private User user(Request request) {
        return session.router().profile().users().get(RawText.toUnicode(request.attributes().getOrDefault("name", "")));
    }

    private String response(String password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update((byte) 0);
            md5.update(RawText.bytes(RawText.of(password)));
            md5.update(challenge);
            return "00" + HexFormat.of().formatHex(md5.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
