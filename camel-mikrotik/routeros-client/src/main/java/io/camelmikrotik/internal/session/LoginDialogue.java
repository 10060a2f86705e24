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
package io.camelmikrotik.internal.session;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The login, as a dialogue of sentences without I/O: what to say first, and what to say to each reply.
 * <p>
 * Since 6.43 name and password travel in one sentence. An older router ignores the password and answers with a
 * challenge in {@code =ret=}, which is then answered with an MD5 digest. A bare {@code !done} means success only
 * without {@code =ret=}, and only if a password word, even an empty one, or a response was sent (RouterOS manual, API,
 * "Initial login").
 */
final class LoginDialogue {

    private final DeviceAccess access;
    private boolean challengeAnswered;
    private boolean loggedIn;

    LoginDialogue(DeviceAccess access) {
        this.access = access;
    }

    /** What to send first. */
    RouterOsCommand opening() {
        RouterOsCommand.Builder login = RouterOsCommand.builder("/login");
        if (!access.legacyLogin()) {
            login.attribute("name", access.username()).attribute("password", access.password());
        }
        return login.build();
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    /**
     * Takes one reply sentence.
     *
     * @return                           what to send next, or {@code null} for nothing
     * @throws LoginRefusedException     if the router refuses
     * @throws ConnectionFailedException if it says what no router should
     */
    RouterOsCommand reply(Sentence sentence) {
        if (sentence.equals(0, ReplySentence.FATAL)) {
            throw new ConnectionFailedException(
                    access.label(), access.label() + " ended the session during the login: \""
                                    + ReplySentence.fatalReason(sentence, access.charset()) + "\"",
                    null);
        }
        RouterOsRow attributes = new RowDecoder(access.charset()).decode(sentence);
        if (sentence.equals(0, ReplySentence.TRAP)) {
            throw refused(RouterText.shown(ReplySentence.trap(attributes).message()));
        } else if (sentence.equals(0, ReplySentence.DONE)) {
            return done(attributes.get("ret"));
        } else if (sentence.ascii(0).startsWith("!")) {
            return null;
        }
        throw new ConnectionFailedException(
                access.label(), access.label() + " does not answer as a RouterOS API does; is " + access.port()
                                + " the port of the api service?",
                null);
    }

    private RouterOsCommand done(String challenge) {
        if (challenge == null) {
            if (access.legacyLogin() && !challengeAnswered) {
                throw refused("no challenge offered: this router is newer than 6.42, set legacyLogin=false");
            }
            loggedIn = true;
            return null;
        } else if (challengeAnswered) {
            throw refused("a challenge was answered and the router sent another one");
        }
        challengeAnswered = true;
        return RouterOsCommand.builder("/login").attribute("name", access.username())
                .attribute("response", response(challenge)).build();
    }

    // "00" + hex(MD5(00 + password + challenge))
    private String response(String challenge) {
        try {
            ByteArrayOutputStream digested = new ByteArrayOutputStream();
            digested.write(0);
            digested.writeBytes(access.charset().encode(access.password()));
            digested.writeBytes(HexFormat.of().parseHex(challenge));
            byte[] digest = MessageDigest.getInstance("MD5").digest(digested.toByteArray());
            return "00" + HexFormat.of().formatHex(digest);
        } catch (IllegalArgumentException e) {
            throw new ConnectionFailedException(
                    access.label(), access.label() + " sent a login challenge that is not hexadecimal", e);
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectionFailedException(
                    access.label(),
                    access.label() + " wants the login of routers before 6.43, which needs MD5: this JVM has none", e);
        }
    }

    private LoginRefusedException refused(String reason) {
        String refusal = access.password().isEmpty() ? reason : reason.replace(access.password(), SensitiveNames.MASK);
        return new LoginRefusedException(
                access.label(), refusal, access.label() + " refused the login: \"" + refusal + "\"" + advice(refusal));
    }

    private String advice(String refusal) {
        if (access.legacyLogin() && challengeAnswered) {
            return "; routers since 6.45.1 refuse the legacy login: set legacyLogin=false, or check user name and password";
        } else if (refusal.contains("not allowed")) {
            return "; the group of this user needs the policy api: /user/group/print";
        } else if (refusal.contains("invalid user name or password") || refusal.contains("cannot log in")) {
            return "; check user name, password, and the address list of the user: /user/print";
        }
        return "";
    }
}
