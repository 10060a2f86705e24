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

/**
 * What a producer does with an exchange.
 */
public enum Operation {

    /** Sends the command of the URI: once, or for each element of a list. */
    COMMAND,

    /** Finds the row by its key, then adds it, or sets what differs. */
    UPSERT,

    /** Finds the row by its key, and sets what differs; never adds one. */
    UPDATE,

    /** Makes the rows of a scope equal to a list. */
    ENSURE,

    /** Reads a file in chunks; the body becomes a stream of its bytes. */
    DOWNLOAD,

    /** Writes the body into a file of the router, of any size. */
    UPLOAD,

    /** Changes the router by a script, which the router itself undoes unless that is confirmed over a new session. */
    APPLY_SCRIPT,

    /** Says how each device does, as far as is known; at most the version is asked for, over a session that is open. */
    DEVICES,

    /** Looks at the way to the device and at the device, step by step; the body becomes what was found. */
    DIAGNOSE,

    /** Calls an endpoint of the application for each device of a selection, in waves, each device once. */
    ROLLOUT
}
