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

/**
 * How work in Safe Mode ended.
 */
public enum SafeModeEnd {

    /** Safe Mode was not used. */
    NOT_USED,

    /** It was released: the changes stay. */
    RELEASED,

    /** The router undid all changes and said so. */
    ROLLED_BACK,

    /**
     * The router itself ended the connection, with or without its word: it undoes all changes of a session that has
     * ended.
     */
    ROLLED_BACK_BY_DISCONNECT,

    /**
     * The reply to the release was lost, or the router says that the session does not hold Safe Mode: the changes stay
     * or were undone. Or the router was silent: it undoes them when it notices that the session has ended, which may be
     * much later. Read the table.
     */
    UNKNOWN;

    /** Whether the changes are known to be undone, at once or soon. */
    public boolean isRolledBack() {
        return this == ROLLED_BACK || this == ROLLED_BACK_BY_DISCONNECT;
    }
}
