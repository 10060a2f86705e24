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

import java.util.concurrent.TimeUnit;

import io.camelmikrotik.internal.fleet.Turns;

/**
 * One device of the fleet: its address, what is wrong with it, and the moments at which it is due. Known to the
 * simulator, the component's process and the raw poller's by its number alone.
 */
record ScaleDevice(int number) {

    static final String USERNAME = "scale";
    static final String PASSWORD = "scale-s3cret";
    /** Where routers listen: below the ports that other simulators take. */
    static final int PORT = 8728;
    /** Where nobody answers a connect, at any address of this machine. */
    static final int SILENT_PORT = 8730;
    static final int REGION = 1_000;

    /** What is wrong with a device. */
    enum Condition {
        HEALTHY,
        /** Each answer takes two seconds. */
        SLOW,
        /** Its login is refused. */
        REFUSING,
        /** Nobody answers the connect. */
        DEAD
    }

    /** Of each hundred, 5 are dead, 5 slow, one refuses the login. */
    Condition condition() {
        int place = number % 100;
        if (place < 5) {
            return Condition.DEAD;
        } else if (place < 10) {
            return Condition.SLOW;
        }
        return place == 10 ? Condition.REFUSING : Condition.HEALTHY;
    }

    boolean isHealthy() {
        return condition() == Condition.HEALTHY;
    }

    String name() {
        return "r" + number;
    }

    static int numberOf(String name) {
        return Integer.parseInt(name.substring(1));
    }

    String host() {
        return "127.1" + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    int port() {
        return condition() == Condition.DEAD ? SILENT_PORT : PORT;
    }

    int region() {
        return number / REGION;
    }

    /**
     * @param  period in nanoseconds
     * @return        where in the period its turns are, in nanoseconds since the epoch
     */
    long phase(long period) {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return Math.floorMod(now + Turns.untilFirst(name(), period), period);
    }
}
