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

import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.internal.codec.SentenceDecoder;
import io.camelmikrotik.internal.codec.SentenceEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Bytes to sentences and back, without a network; each figure is of one row of an address list. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final int ROWS = 400;

    private final EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(1 << 20, 1 << 20));
    private final ByteBuf rows = Unpooled.directBuffer();
    private final ByteBuf out = Unpooled.directBuffer();
    private final byte[][] words = SampleRows.words();

    @Setup
    public void encodeRows() {
        for (int i = 0; i < ROWS; i++) {
            writeRow(rows);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void decode(Blackhole blackhole) {
        channel.writeInbound(rows.retainedDuplicate());
        for (Sentence sentence = channel.readInbound(); sentence != null; sentence = channel.readInbound()) {
            blackhole.consume(sentence);
        }
    }

    /** What the same bytes take when nothing but the ends of the sentences is looked for. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int scan() {
        int sentences = 0;
        int end = rows.writerIndex();
        for (int index = 0; index < end;) {
            int length = rows.getByte(index);
            index += 1 + length;
            sentences += length == 0 ? 1 : 0;
        }
        return sentences;
    }

    @Benchmark
    public ByteBuf encode() {
        out.clear();
        writeRow(out);
        return out;
    }

    private void writeRow(ByteBuf target) {
        for (byte[] word : words) {
            SentenceEncoder.word(target, word);
        }
        SentenceEncoder.endOfSentence(target);
    }
}
