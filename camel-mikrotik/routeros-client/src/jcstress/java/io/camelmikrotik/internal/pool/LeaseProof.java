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
package io.camelmikrotik.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Pairs of join, borrow, release, death, eviction, suspension and close, at once on two cores, thousands of times:
 * nobody may be left without an answer, nothing leased, counted or open that should not be. How to run them: see
 * RELIABILITY.md.
 */
final class LeaseProof {

    private LeaseProof() {
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class JoinAndRelease extends LeaseState {

        @Actor
        public void joinFirst() {
            join();
        }

        @Actor
        public void releaseSecond() {
            release();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class JoinAndDie extends LeaseState {

        @Actor
        public void joinFirst() {
            join();
        }

        @Actor
        public void dieSecond() {
            die();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class JoinAndClose extends LeaseState {

        @Actor
        public void joinFirst() {
            join();
        }

        @Actor
        public void closeSecond() {
            close();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class JoinAndSuspend extends LeaseState {

        @Actor
        public void joinFirst() {
            join();
        }

        @Actor
        public void suspendSecond() {
            suspend();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class BorrowAndEvict extends LeaseState {

        @Actor
        public void borrowFirst() {
            borrow();
        }

        @Actor
        public void evictSecond() {
            evict();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class ReleaseAndDie extends LeaseState {

        @Actor
        public void releaseFirst() {
            release();
        }

        @Actor
        public void dieSecond() {
            die();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class ReleaseAndClose extends LeaseState {

        @Actor
        public void releaseFirst() {
            release();
        }

        @Actor
        public void closeSecond() {
            close();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class ReleaseAndEvict extends LeaseState {

        @Actor
        public void releaseFirst() {
            release();
        }

        @Actor
        public void evictSecond() {
            evict();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class ReleaseAndSuspend extends LeaseState {

        @Actor
        public void releaseFirst() {
            release();
        }

        @Actor
        public void suspendSecond() {
            suspend();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class DieAndClose extends LeaseState {

        @Actor
        public void dieFirst() {
            die();
        }

        @Actor
        public void closeSecond() {
            close();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class DieAndEvict extends LeaseState {

        @Actor
        public void dieFirst() {
            die();
        }

        @Actor
        public void evictSecond() {
            evict();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class EvictAndClose extends LeaseState {

        @Actor
        public void evictFirst() {
            evict();
        }

        @Actor
        public void closeSecond() {
            close();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }

    @JCStressTest
    @Outcome(id = "sound", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN)
    @State
    public static class ReleaseAndRelease extends LeaseState {

        @Actor
        public void releaseFirst() {
            release();
        }

        @Actor
        public void releaseSecond() {
            release();
        }

        @Arbiter
        public void check(L_Result result) {
            result.r1 = verdict();
        }
    }
}
