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
package io.camelmikrotik.benchmarks.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What both pollers do by order, a line each: {@code warm} and {@code poll} begin, {@code begin} and {@code end} bound
 * a time that is measured, {@code heap} tells the bytes that are alive, {@code silent 1 1790000000000} the devices of a
 * region that have not answered since.
 */
abstract class PollingProcess {

    final int devices;
    final long periodMillis;
    final Lateness lateness;
    private final Path log;
    private double processorAtBegin;
    private long linesAtBegin;
    private long beganAt;

    PollingProcess(int devices, long periodMillis, Path log) {
        this.devices = devices;
        this.periodMillis = periodMillis;
        this.lateness = new Lateness(devices, periodMillis);
        this.log = log;
    }

    /** Polls the healthy devices of the first region each second for a while, so that the code is compiled. */
    abstract void warm(int seconds) throws Exception;

    /** Begins to poll all. */
    abstract void poll() throws Exception;

    void obeyAll() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(obey(order.split(" ")));
        }
    }

    private String obey(String[] order) throws Exception {
        switch (order[0]) {
            case "warm" -> warm(Integer.parseInt(order[1]));
            case "poll" -> poll();
            case "heap" -> {
                return String.valueOf(ProcessFigures.heapUsed());
            }
            case "begin" -> {
                linesAtBegin = ProcessFigures.lines(log);
                lateness.reset(Integer.parseInt(order[1]));
                beganAt = System.nanoTime();
                processorAtBegin = ProcessFigures.processorSeconds();
            }
            case "end" -> {
                return figures();
            }
            case "silent" -> {
                return String.valueOf(lateness.silentSince(Integer.parseInt(order[1]), Long.parseLong(order[2])));
            }
            default -> throw new IllegalArgumentException(order[0]);
        }
        return "done";
    }

    private String figures() throws IOException {
        double processor = ProcessFigures.processorSeconds() - processorAtBegin;
        double minutes = (System.nanoTime() - beganAt) / 6e10;
        return new Figures(
                lateness.percentile(0.5), lateness.percentile(0.99), lateness.percentile(1), lateness.polls(),
                lateness.fewestPolls(), processor, ProcessFigures.threads(), ProcessFigures.sockets(),
                (ProcessFigures.lines(log) - linesAtBegin) / minutes).toString();
    }

    /** What was measured, as one line of text between processes. */
    record Figures(
            long p50, long p99, long most, long polls, int fewestPolls, double processorSeconds, int threads, long sockets,
            double logLinesPerMinute) {

        static Figures parse(String line) {
            String[] words = line.split(" ");
            return new Figures(
                    Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]),
                    Integer.parseInt(words[4]), Double.parseDouble(words[5]), Integer.parseInt(words[6]),
                    Long.parseLong(words[7]), Double.parseDouble(words[8]));
        }

        double processorPerThousandPolls() {
            return processorSeconds * 1_000 / polls;
        }

        @Override
        public String toString() {
            return p50 + " " + p99 + " " + most + " " + polls + " " + fewestPolls + " " + processorSeconds + " " + threads + " "
                   + sockets + " " + logLinesPerMinute;
        }
    }
}
