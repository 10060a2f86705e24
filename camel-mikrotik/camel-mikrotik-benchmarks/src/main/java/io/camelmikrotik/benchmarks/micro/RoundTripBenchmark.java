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
package io.camelmikrotik.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import io.camelmikrotik.benchmarks.LoopbackClients;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One {@code /system/identity/print} over the loopback, by a caller that waits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundTripBenchmark {

    private LoopbackClients clients;

    @Setup
    public void connect() throws Exception {
        clients = new LoopbackClients();
    }

    @Benchmark
    public void raw() throws Exception {
        clients.raw();
    }

    @Benchmark
    public void client() throws Exception {
        clients.client();
    }

    @Benchmark
    public void route() {
        clients.route();
    }

    @TearDown
    public void close() {
        clients.close();
    }
}
