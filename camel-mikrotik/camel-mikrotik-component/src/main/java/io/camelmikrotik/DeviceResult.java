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
package io.camelmikrotik;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of an exchange on one device of a selection.
 *
 * @param device  its name
 * @param state   what is known of it
 * @param body    what the message's body would be if it had been sent to this device alone; {@code null} where the body
 *                would be left as it was
 * @param ret     what the router returned with the end of its reply, or {@code null}
 * @param failure why it is not done; {@code null} if it is
 */
public record DeviceResult(String device, State state, Object body, String ret, Exception failure) {

    /** What is known of it. */
    public enum State {
        /** The device did what was asked. */
        DONE,
        /** The device refused it, or could not answer; it did nothing, or a part of a list. */
        FAILED,
        /** The reply was lost: the device did it or did not. */
        UNKNOWN,
        /** Nothing was sent. */
        NOT_TRIED
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    /** For JSON and the like: the failure as its text. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("device", device);
        map.put("state", state.name());
        if (body != null) {
            map.put("body", body);
        }
        if (ret != null) {
            map.put("ret", ret);
        }
        if (failure != null) {
            map.put("failure", String.valueOf(failure.getMessage()));
        }
        return map;
    }

    /** Without the body, which may hold secrets. */
    @Override
    public String toString() {
        return device + ": " + state + (failure == null ? "" : " (" + failure.getMessage() + ")");
    }
}
