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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.RolloutResult;

/**
 * An application that rolls out until it has done all or is killed: each change is a line in a file. Run by
 * {@link RolloutKillTest}.
 */
final class KilledRollout implements RolloutSteps {

    static final int DEVICES = 60;
    static final int PARALLELISM = 4;

    private final Path changes;
    private final boolean someFail;
    private final ScheduledExecutorService timer;

    private KilledRollout(Path changes, boolean someFail, ScheduledExecutorService timer) {
        this.changes = changes;
        this.someFail = someFail;
        this.timer = timer;
    }

    /**
     * Arguments: a directory, for the state and for the file {@code changes}; how many devices may fail. Unless all
     * may, those whose number can be divided by seven do. Prints a line for each change and each end.
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService workers = Executors.newFixedThreadPool(PARALLELISM);
        RolloutOptions options = new RolloutOptions(
                "direct:one", "direct:check", Waves.parse("1,10%,100%"), ChangeLimit.parse(arguments[1]), PARALLELISM,
                Duration.ZERO,
                Duration.ZERO, Duration.ofMinutes(1), directory.resolve("state"));
        RolloutOperation operation = new RolloutOperation(
                options, device -> CompletableFuture.completedFuture(true), new Rollouts(), timer);
        List<String> names = PretendFleet.names(DEVICES);
        CompletableFuture<RolloutResult> running = operation.start(
                names, names.stream().collect(Collectors.toMap(Function.identity(), name -> Map.of())),
                new KilledRollout(directory.resolve("changes"), !arguments[1].equals("100%"), timer), workers).result()
                .toCompletableFuture();
        RolloutResult result;
        try {
            result = running.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            result = ((RolloutException) e.getCause()).getResult();
        }
        result.devices().forEach(device -> System.out.println("end " + device.device() + " " + device.state()));
        System.out.println("ended " + result.end());
        timer.shutdownNow();
        workers.shutdown();
    }

    @Override
    public CompletionStage<Void> change(String device) {
        System.out.println("change " + device);
        try {
            Files.writeString(changes, device + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return later(!(someFail && Integer.parseInt(device.substring(1)) % 7 == 0));
    }

    @Override
    public boolean verifies() {
        return true;
    }

    @Override
    public CompletionStage<Void> verify(String device) {
        System.out.println("verify " + device);
        try {
            return later(!(someFail && Integer.parseInt(device.substring(1)) % 7 == 0) && Files.exists(changes)
                    && Files.readAllLines(changes, StandardCharsets.UTF_8).contains(device));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> later(boolean well) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        timer.schedule(() -> well ? end.complete(null) : end.completeExceptionally(new IllegalStateException("not changed")),
                2, TimeUnit.MILLISECONDS);
        return end;
    }
}
