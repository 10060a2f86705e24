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
package io.camelmikrotik.write;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a roll-out and of each of its devices. Immutable. Prints itself for people and turns itself into maps
 * for JSON.
 *
 * @param id      of the roll-out, as the console and JMX name it
 * @param end     why nothing more is begun
 * @param reason  the same in a sentence; {@code null} for {@link End#COMPLETE}
 * @param waves   how many waves were planned
 * @param devices what became of each device, in the order of the plan
 */
public record RolloutResult(String id, End end, String reason, int waves, List<DeviceOutcome> devices) {

    private static final int DEVICES_SHOWN = 20;

    /** Why a roll-out begins no more devices. */
    public enum End {
        /** It went through all waves. Some devices may have failed or been offline. */
        COMPLETE,
        /** More devices failed than {@code maxFailures} allows, or no device of a wave could be reached. */
        STOPPED,
        /** Somebody aborted it. */
        ABORTED,
        /** The application stops, the state could not be kept, or something went wrong in the roll-out itself. */
        BROKEN
    }

    /** What became of a device. */
    public enum State {
        /** Changed, and verified if there is something to verify with. */
        DONE,
        /** The change or its verification failed. */
        FAILED,
        /** The change was begun and how it ended is not known. It is not repeated. */
        UNKNOWN,
        /** It could not be reached before the deadline. Nothing was begun. */
        OFFLINE,
        /** Its turn did not come. Nothing was begun. */
        NOT_TRIED
    }

    /**
     * What became of one device.
     *
     * @param device  its name
     * @param wave    the number of its wave, from 1
     * @param state   what is known
     * @param reason  what went wrong, in a sentence; {@code null} if nothing did
     * @param failure what was thrown; {@code null} if nothing was, or in an earlier run of the application
     */
    public record DeviceOutcome(String device, int wave, State state, String reason, Throwable failure) {

        /** All of it but the exception as text and numbers. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("device", device);
            map.put("wave", wave);
            map.put("state", word(state));
            map.put("reason", reason);
            return map;
        }

        /** One line. */
        @Override
        public String toString() {
            return device + ": " + word(state).replace('_', ' ') + (reason == null ? "" : ", " + reason);
        }
    }

    public RolloutResult {
        devices = List.copyOf(devices);
    }

    /** Whether every device was done. */
    public boolean isDone() {
        return end == End.COMPLETE && count(State.DONE) == devices.size();
    }

    /** The number of devices of which this is known. */
    public int count(State state) {
        return (int) devices.stream().filter(each -> each.state() == state).count();
    }

    /** One line: how it ended, and how many devices are in which state. */
    public String summary() {
        StringBuilder text = new StringBuilder("roll-out ").append(id).append(' ').append(word(end));
        if (reason != null) {
            text.append(": ").append(reason);
        }
        text.append("; of ").append(devices.size()).append(" devices ").append(count(State.DONE)).append(" done");
        for (State state : List.of(State.FAILED, State.UNKNOWN, State.OFFLINE, State.NOT_TRIED)) {
            int number = count(state);
            if (number > 0) {
                text.append(", ").append(number).append(' ').append(word(state).replace('_', ' '));
            }
        }
        return text.toString();
    }

    /** The summary, and a line for each of the first devices that are not done and were tried. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        List<DeviceOutcome> tried
                = devices.stream().filter(each -> each.state() != State.DONE && each.state() != State.NOT_TRIED).toList();
        tried.stream().limit(DEVICES_SHOWN).forEach(each -> text.append("\n  ").append(each));
        if (tried.size() > DEVICES_SHOWN) {
            text.append("\n  and ").append(tried.size() - DEVICES_SHOWN).append(" more");
        }
        return text.toString();
    }

    /** All of it as maps, lists, text and numbers, which any JSON data format takes. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("end", word(end));
        map.put("reason", reason);
        map.put("waves", waves);
        for (State state : State.values()) {
            map.put(switch (state) {
                case NOT_TRIED -> "notTried";
                default -> word(state);
            }, count(state));
        }
        map.put("devices", devices.stream().map(DeviceOutcome::toMap).toList());
        return map;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
