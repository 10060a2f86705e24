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
package io.camelmikrotik.internal.command;

/**
 * What to say when a command would send rows for ever and nobody asked for a stream.
 */
public final class EndlessReply {

    private EndlessReply() {
    }

    public static String explain(String command) {
        return command + " sends rows until it is cancelled and cannot be collected into a list: bound it "
               + "(attribute.once=, attribute.count=, attribute.duration=, or :#name as a value that the message gives) or set"
               + " streaming=true";
    }
}
