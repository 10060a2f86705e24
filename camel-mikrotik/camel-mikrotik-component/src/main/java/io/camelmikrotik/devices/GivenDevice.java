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
package io.camelmikrotik.devices;

import java.util.List;

/**
 * A device as a file or table gives it, nothing of it looked at yet.
 *
 * @param place where it is, such as {@code line 3}
 * @param name  if it stands before the device and not among its values; else {@code null}
 */
record GivenDevice(String place, String name, List<Value> values) {

    /**
     * @param place   where it is
     * @param key     as it is written
     * @param content a text, a map of labels, a list of groups, or {@code null} for what is not set
     */
    record Value(String place, String key, Object content) {

        /** Never the content: it may be a secret. */
        @Override
        public String toString() {
            return place + ", " + key;
        }
    }

    /** A key in a text, whatever is in it. */
    static String shown(String key) {
        String line = key.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }

    /** Never the values: one may be a secret. */
    @Override
    public String toString() {
        return place;
    }
}
