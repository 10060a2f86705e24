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
package io.camelmikrotik.internal.producer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.ScriptNotAppliedException;
import io.camelmikrotik.exception.ScriptNotAppliedException.Outcome;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.producer.RouterScripts.Found;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change of a router by a script, which the router itself undoes unless it is confirmed in time over a new session.
 * Used once; blocks no thread.
 *
 * <p>
 * Why it is sound: nothing is started before script, revert and timer have been read back from the router. Whether the
 * script was started, ended or undone is told by the router, not by a reply that may get lost. The timer begins after
 * {@link #armed} was taken, so the router does not undo before {@code armed + confirmTimeout}; and it is confirmed only
 * so long before that that both cannot meet. What is read between the two tells nothing yet, and is read again.
 */
final class ScriptChange {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptChange.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    /** For a router that reboots to undo, and for its network to come back. */
    private static final Duration AFTER_REVERT = Duration.ofMinutes(2);
    /** What an application that prepares a change may take before another takes it for dead. */
    private static final Duration PREPARING = Duration.ofMinutes(2);

    private final DeviceClient client;
    private final RouterScripts router;
    private final ScriptTexts texts;
    private final String source;
    /** {@code null} to go back to a backup. */
    private final String revert;
    private final Map<String, String> attributes;
    private final Supplier<CompletionStage<Void>> verify;
    private final Duration margin;

    // one step after the other
    private long armed;
    private Throwable startFailure;
    private int readyLooks;
    private boolean verified;
    private Throwable verifyFailure;
    private Throwable lookFailure;
    private String lastState = "ready";
    private Duration pause = FIRST_LOOK;

    /**
     * @param revert     undoes the change; {@code null} to make a backup first and to go back to it
     * @param attributes of the scripts, such as their policy
     * @param verify     looks at the router before the change is confirmed; {@code null} for no look
     */
    ScriptChange(DeviceClient client, ScriptTexts texts, String source, String revert, Map<String, String> attributes,
                 Supplier<CompletionStage<Void>> verify) {
        this.client = client;
        this.router = new RouterScripts(client);
        this.texts = texts;
        this.source = source;
        this.revert = revert;
        this.attributes = attributes;
        this.verify = verify;
        long quarter = texts.confirmTimeout().toMillis() / 4;
        this.margin = Duration.ofMillis(Math.min(2_000, quarter));
    }

    /**
     * @return completes when the change was confirmed; fails with {@link ScriptNotAppliedException} otherwise
     */
    CompletableFuture<Void> run() {
        return router.find().thenCompose(this::clear)
                .thenCompose(cleared -> prepare())
                .handle((prepared, failure) -> failure == null
                        ? start() : abandon(Completions.cause(failure)))
                .thenCompose(stage -> stage);
    }

    // ---- before

    /** Takes away what an earlier change has left, if that is all over. */
    private CompletableFuture<Void> clear(Found found) {
        for (RouterOsRow row : found.all()) {
            if (!ScriptTexts.isOurs(row.get("comment"))) {
                throw refused("it has a script or scheduler named " + row.get("name") + " that is not this component's", null);
            }
        }
        String state = found.state();
        RouterOsRow entry = found.scheduler();
        if (entry != null && !"true".equals(entry.get("disabled"))) {
            throw refused("an earlier change is not confirmed: the router reverts it at " + entry.get("next-run")
                          + "; wait until it has, or confirm it by /system/scheduler/remove numbers=" + ScriptTexts.NAME,
                    null);
        }
        if ("started".equals(state) || "reverting".equals(state)) {
            throw refused("an earlier change is " + state + " on it: see /system/script/job/print and the log; if it is over,"
                          + " remove " + ScriptTexts.NAME + " from /system/script",
                    null);
        }
        if (entry == null && "ready".equals(state)) {
            long age = System.currentTimeMillis() - ScriptTexts.begun(found.change().get("comment"));
            if (age >= 0 && age < PREPARING.toMillis()) {
                throw refused("another change is being prepared since " + age / 1000 + " s", null);
            }
        }
        if (!found.all().isEmpty()) {
            LOG.info("{}: removing what an earlier change by script has left, state {}", client.label(), state);
        }
        return router.remove(found);
    }

    private CompletableFuture<Void> prepare() {
        CompletableFuture<Void> saved = revert != null
                ? CompletableFuture.completedFuture(null)
                : router.write("/system/backup/save", Map.of("name", ScriptTexts.BACKUP, "dont-encrypt", "yes"));
        String undo = revert != null ? revert : ScriptTexts.loadBackup();
        return saved.thenCompose(next -> router.write(
                "/system/script/add", script(ScriptTexts.REVERT, undo, texts.comment())))
                .thenCompose(next -> router.write(
                        "/system/script/add", script(ScriptTexts.NAME, source, texts.comment("ready"))))
                .thenCompose(next -> router.find()).thenCompose(found -> {
                    require(is(found.script(ScriptTexts.REVERT), undo, texts.comment()), ScriptTexts.REVERT);
                    require(is(found.change(), source, texts.comment("ready")), ScriptTexts.NAME);
                    Map<String, String> entry = new LinkedHashMap<>();
                    entry.put("name", ScriptTexts.NAME);
                    entry.put("interval", texts.interval());
                    entry.put("on-event", texts.revert());
                    entry.put("comment", texts.comment());
                    attributes.forEach((name, value) -> {
                        if (name.equals("policy")) {
                            entry.put(name, value);
                        }
                    });
                    armed = System.nanoTime();
                    return router.write("/system/scheduler/add", entry);
                }).thenCompose(next -> router.find()).thenAccept(found -> {
                    RouterOsRow entry = found.scheduler();
                    require(entry != null && texts.comment().equals(entry.get("comment"))
                            && RouterScripts.isInterval(entry, texts.confirmTimeout())
                            && texts.revert().equals(entry.get("on-event")) && !"true".equals(entry.get("disabled")),
                            "the scheduler's entry");
                    require(is(found.change(), source, texts.comment("ready")), ScriptTexts.NAME);
                });
    }

    private Map<String, String> script(String name, String text, String comment) {
        Map<String, String> script = new LinkedHashMap<>(attributes);
        script.put("name", name);
        script.put("source", text);
        script.put("comment", comment);
        return script;
    }

    private static boolean is(RouterOsRow script, String text, String comment) {
        return script != null && text.equals(script.get("source")) && comment.equals(script.get("comment"));
    }

    private void require(boolean asWritten, String what) {
        if (!asWritten) {
            throw refused(what + " was not as written when it was read back", null);
        }
    }

    /** Nothing was started: takes away what was prepared, and fails. */
    private CompletableFuture<Void> abandon(Throwable cause) {
        return removeMine().handle((removed, failure) -> {
            ScriptNotAppliedException refusal = cause instanceof ScriptNotAppliedException known
                    ? known : refused(String.valueOf(cause.getMessage()), cause);
            if (failure != null) {
                refusal.addSuppressed(Completions.cause(failure));
            }
            throw refusal;
        });
    }

    private CompletableFuture<Void> removeMine() {
        return CompletableFuture.completedFuture(null).thenCompose(now -> router.findAnew())
                .thenCompose(found -> router.removeAnew(new Found(
                        found.scripts().stream().filter(row -> texts.isMine(row.get("comment"))).toList(),
                        found.scheduler() != null && texts.isMine(found.scheduler().get("comment"))
                                ? found.scheduler() : null)));
    }

    // ---- from the start on

    private CompletableFuture<Void> start() {
        CompletableFuture<Void> sent = client.execute(
                RouterOsCommand.builder("/execute").attribute("script", texts.start()).build())
                .thenAccept(reply -> {
                });
        return sent.handle((started, failure) -> {
            startFailure = failure == null ? null : Completions.cause(failure);
            return startFailure == null || startFailure instanceof OutcomeUnknownException
                    ? watch() : abandon(startFailure);
        }).thenCompose(stage -> stage).handle((applied, failure) -> {
            Throwable cause = failure == null ? null : Completions.cause(failure);
            if (cause == null || cause instanceof ScriptNotAppliedException) {
                return cause;
            }
            // such as the end of the application
            return unknown(cause.getMessage() + "; the router reverts it after " + texts.confirmTimeout().toSeconds()
                           + " s unless it is confirmed",
                    cause);
        }).thenAccept(failure -> {
            if (failure != null) {
                throw Throwables.unchecked(failure);
            }
        });
    }

    private Duration sinceArmed() {
        return Duration.ofNanos(System.nanoTime() - armed);
    }

    private boolean mayConfirm() {
        return sinceArmed().compareTo(texts.confirmTimeout().minus(margin)) < 0;
    }

    private boolean isPastRevert() {
        return sinceArmed().compareTo(texts.confirmTimeout().plus(margin)) > 0;
    }

    private CompletableFuture<Void> watch() {
        return router.findAnew().handle((found, failure) -> {
            lookFailure = failure == null ? null : Completions.cause(failure);
            return failure == null ? seen(found) : again();
        }).thenCompose(stage -> stage);
    }

    private CompletableFuture<Void> again() {
        Duration deadline = texts.confirmTimeout().multipliedBy(2).plus(AFTER_REVERT);
        if (sinceArmed().compareTo(deadline) > 0) {
            return CompletableFuture.failedFuture(unknown(lookFailure == null
                    ? "its last state was " + lastState : "it cannot be reached: " + lookFailure.getMessage(), lookFailure));
        }
        // not by the component's timer, which drops what waits when it is ended
        CompletableFuture<Void> later = new CompletableFuture<Void>().completeOnTimeout(
                null, pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        return later.thenCompose(now -> watch());
    }

    private CompletableFuture<Void> seen(Found found) {
        String state = found.state();
        if (found.change() == null || state == null) {
            return gone();
        }
        lastState = state;
        switch (state) {
            case "ready":
                // a start whose reply was lost: what has not arrived after two new sessions does not arrive
                return startFailure != null && ++readyLooks > 2 || isPastRevert() ? neverStarted(found) : again();
            case "done":
                return found.scheduler() == null ? confirmed() : confirm(found.scheduler());
            case "reverted":
                return removeQuietly().thenCompose(removed -> CompletableFuture.failedFuture(reverted()));
            case "revert-failed":
                return CompletableFuture.failedFuture(
                        unknown("its revert failed: see the router's log; nothing was removed from it", verifyFailure));
            default:
                return again();
        }
    }

    /** The script is not there: going back to a backup takes it away too. */
    private CompletableFuture<Void> gone() {
        lastState = "gone";
        return revert == null && isPastRevert()
                ? removeQuietly().thenCompose(removed -> CompletableFuture.failedFuture(reverted())) : again();
    }

    private CompletableFuture<Void> neverStarted(Found found) {
        return router.removeScript(found.change()).thenCompose(removed -> router.isRunning()).handle((running, failure) -> {
            if (failure != null || running) {
                // it came after all, or nobody knows: the router undoes it
                return again();
            }
            return abandon(startFailure != null ? startFailure : new IllegalStateException("the router did not start it"));
        }).thenCompose(stage -> stage);
    }

    private CompletableFuture<Void> confirm(RouterOsRow entry) {
        if (verifyFailure != null || !mayConfirm()) {
            return again();
        }
        return verification().handle((well, failure) -> {
            verifyFailure = failure == null ? null : Completions.cause(failure);
            verified = failure == null;
            if (!verified || !mayConfirm()) {
                return again();
            }
            pause = FIRST_LOOK;
            // whatever becomes of the reply: what is read then tells
            return router.confirmAnew(entry).handle((removed, lost) -> again()).thenCompose(stage -> stage);
        }).thenCompose(stage -> stage);
    }

    private CompletableFuture<Void> verification() {
        if (verify == null || verified) {
            return CompletableFuture.completedFuture(null);
        }
        Duration left = texts.confirmTimeout().minus(margin).minus(sinceArmed());
        return CompletableFuture.completedFuture(null).thenCompose(now -> verify.get())
                .orTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Void> confirmed() {
        if (!mayConfirm() && !isPastRevert()) {
            // the router may have begun to undo it when it was confirmed
            return again();
        }
        return removeQuietly();
    }

    /** What is left does nothing, and the next change takes it away. */
    private CompletableFuture<Void> removeQuietly() {
        return removeMine().handle((removed, failure) -> {
            if (failure != null) {
                LOG.warn("{}: what a change by script has left could not be removed: {}", client.label(),
                        Completions.cause(failure).getMessage());
            }
            return null;
        });
    }

    // ---- how it ends

    private ScriptNotAppliedException refused(String why, Throwable cause) {
        return new ScriptNotAppliedException(
                client.label(), Outcome.NOT_STARTED, "the script was not started on " + client.label() + ": " + why, cause);
    }

    private ScriptNotAppliedException reverted() {
        String why = verifyFailure != null
                ? "it was not confirmed, because " + verifyFailure.getMessage()
                : "it failed or was not confirmed within " + texts.confirmTimeout().toSeconds() + " s: see the router's log";
        return new ScriptNotAppliedException(
                client.label(), Outcome.REVERTED, client.label() + " has reverted the script: " + why, verifyFailure);
    }

    private ScriptNotAppliedException unknown(String why, Throwable cause) {
        return new ScriptNotAppliedException(
                client.label(), Outcome.UNKNOWN,
                "what became of the script on " + client.label() + " is unknown: " + why
                                                 + "; read /system/script/print where name="
                                                 + ScriptTexts.NAME + ", whose comment tells",
                cause instanceof MikrotikException known ? known : cause);
    }

    static List<String> attributes() {
        return List.of("policy", "dont-require-permissions");
    }
}
