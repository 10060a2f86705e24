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
package io.camelmikrotik.internal.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.TlsProfile;

/**
 * Diagnoses one device, over one session of its own, outside of the pool: the device may be suspended there, or its
 * sessions all be in use. It never writes. The opening has the deadlines that every opening has; each command after it
 * has one of its own.
 */
public final class DeviceDiagnosis {

    /** Longest wait for the reply to one command. */
    public static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration WHILE_OPENING = Duration.ofDays(1);

    private final RouterOsTransport transport;
    private final DeviceAccess access;
    private final CommandOptions options;
    private final List<Question> questions;
    // one step after the other
    private final List<DiagnosisStep> steps = new ArrayList<>();

    /** What it sends once it is logged in. */
    public List<RouterOsCommand> commands() {
        return questions.stream().flatMap(question -> question.commands().stream()).toList();
    }

    /** @param options of each command; a shorter timeout than {@link #COMMAND_TIMEOUT} applies */
    public DeviceDiagnosis(RouterOsTransport transport, DeviceAccess access, CommandOptions options) {
        this.transport = transport;
        this.access = access;
        Duration timeout = shorter(options.timeout(), COMMAND_TIMEOUT);
        this.options = options.withTimeout(timeout).withTotalTimeout(timeout);
        this.questions = List.of(
                new IdentityQuestion(), new ResourceQuestion(), new PackagesQuestion(), new PoliciesQuestion(access),
                new ClockQuestion(), new RoundTripQuestion(), new SessionsQuestion(access), new ServicesQuestion(access));
    }

    /**
     * Once only; does not block.
     *
     * @param  pool how the device does in the pool of this application; {@code null} where there is none
     * @return      completes on any thread, and does not fail for trouble of the network, the device or its rights
     */
    public CompletableFuture<Diagnosis> run(DeviceStatus pool) {
        if (pool != null) {
            steps.add(new PoolState(pool).finding().step("pool", Duration.ZERO));
        }
        OpeningProgress progress = new OpeningProgress(true);
        ApiSession session = transport.open(access, progress);
        return session.ready(WHILE_OPENING).toCompletableFuture()
                .handle((open, failure) -> {
                    progress.ended();
                    return failure == null ? null : known(failure);
                })
                .thenCompose(failure -> opened(session, progress, failure))
                .thenApply(done -> new Diagnosis(access.label(), steps))
                .whenComplete((diagnosis, failure) -> session.close("diagnosed"));
    }

    private CompletableFuture<Void> opened(ApiSession session, OpeningProgress progress, MikrotikException failure) {
        if (failure == null) {
            steps.addAll(new OpeningSteps(access, progress, null, null).steps());
            return ask(session, 0);
        }
        return secondLook(progress, failure).thenAccept(look -> {
            List<DiagnosisStep> opening = new OpeningSteps(access, progress, failure, look).steps();
            steps.addAll(opening);
            skipFrom(0, "because " + OpeningSteps.firstFailed(opening) + " failed");
        });
    }

    /**
     * A handshake that fails does not tell which certificate was refused, and a port that ends a plain connection does
     * not tell whether it speaks TLS: another handshake, which accepts all and ends before name or password are sent,
     * does.
     *
     * @return {@code null} where it would tell nothing
     */
    private CompletableFuture<OpeningProgress> secondLook(OpeningProgress progress, MikrotikException failure) {
        boolean maySpeakTls = access.tls() == null && progress.remote() != null
                && !(failure instanceof LoginRefusedException);
        if (OpeningSteps.verification(failure) == null && !maySpeakTls) {
            return CompletableFuture.completedFuture(null);
        }
        OpeningProgress looking = new OpeningProgress(false);
        TlsProfile any = maySpeakTls
                ? TlsProfile.trustAll()
                : new TlsProfile(
                        access.tls().context(), access.tls().keys(), TlsProfile.Verification.TRUST_ALL, false, null);
        ApiSession session = transport.open(access.withTls(any), looking);
        return session.ready(WHILE_OPENING).toCompletableFuture().handle((never, expected) -> {
            session.close("its certificate was looked at");
            return looking;
        });
    }

    private CompletableFuture<Void> ask(ApiSession session, int index) {
        if (index == questions.size()) {
            return CompletableFuture.completedFuture(null);
        } else if (!session.isOpen()) {
            skipFrom(index, "because the session has ended");
            return CompletableFuture.completedFuture(null);
        }
        Question question = questions.get(index);
        long begun = System.nanoTime();
        return answers(session, question).handle((answers, failure) -> {
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            steps.add(finding(question, answers, failure).step(question.step(), time));
            return index + 1;
        }).thenCompose(next -> ask(session, next));
    }

    private CompletableFuture<List<Answer>> answers(ApiSession session, Question question) {
        CompletableFuture<List<Answer>> answers = CompletableFuture.completedFuture(new ArrayList<>());
        for (RouterOsCommand command : question.commands()) {
            answers = answers.thenCompose(known -> {
                if (!known.isEmpty() && known.get(0).refusal() != null) {
                    return CompletableFuture.completedFuture(known);
                }
                return answer(session, command).thenApply(answer -> {
                    known.add(answer);
                    return known;
                });
            });
        }
        return answers;
    }

    private CompletableFuture<Answer> answer(ApiSession session, RouterOsCommand command) {
        Instant sentAt = Instant.now();
        long sent = System.nanoTime();
        return session.execute(command, options).handle((reply, failure) -> {
            Duration time = Duration.ofNanos(System.nanoTime() - sent);
            if (failure == null) {
                return new Answer(command.path(), reply, null, sentAt, time);
            } else if (known(failure) instanceof TrapException refusal) {
                return new Answer(command.path(), null, refusal, sentAt, time);
            }
            throw known(failure);
        });
    }

    private static Finding finding(Question question, List<Answer> answers, Throwable failure) {
        if (failure != null) {
            return Finding.failed(
                    known(failure).getMessage(), "/system/resource/print in its terminal: a router under load answers late");
        }
        try {
            Answer first = answers.get(0);
            return first.refusal() == null ? question.finding(answers) : question.refused(first);
        } catch (RuntimeException e) {
            return Finding.warning(
                    "what the router answered is not understood: " + e.getMessage(),
                    question.commands().get(0).path() + " in its terminal");
        }
    }

    private void skipFrom(int index, String why) {
        questions.subList(index, questions.size())
                .forEach(question -> steps.add(Finding.skipped(why).step(question.step(), Duration.ZERO)));
    }

    private static MikrotikException known(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof MikrotikException known
                ? known : new ConnectionFailedException(null, String.valueOf(cause), cause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.isZero() || one.compareTo(other) > 0 ? other : one;
    }
}
