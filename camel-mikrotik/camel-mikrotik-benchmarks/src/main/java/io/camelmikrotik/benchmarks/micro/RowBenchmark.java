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

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.internal.session.RowFactory;
import io.camelmikrotik.internal.where.CompiledWhere;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What is done with a row, and with the expression that chooses rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {

    private static final String WHERE = "list=blocklist and (disabled=no or !comment) and address in 10.0.0.0/8";

    private final RouterOsRow row = new RowFactory(ApiCharset.UTF_8).row(SampleRows.NAMES, SampleRows.values());
    private final CompiledWhere where = WhereExpression.parse(WHERE).bind(name -> null);

    @Benchmark
    public String property() {
        return row.get("address");
    }

    @Benchmark
    public void everyProperty(Blackhole blackhole) {
        for (Map.Entry<String, String> entry : row.entrySet()) {
            blackhole.consume(entry.getValue());
        }
    }

    @Benchmark
    public boolean whereTest() {
        return where.filter().test(row);
    }

    @Benchmark
    public CompiledWhere whereCompile() {
        return WhereExpression.parse(WHERE).bind(name -> null);
    }
}
