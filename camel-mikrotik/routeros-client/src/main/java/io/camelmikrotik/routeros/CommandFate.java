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
package io.camelmikrotik.routeros;

/**
 * How far a failed command got: what decides whether it may be sent again.
 */
public enum CommandFate {

    /** No byte of the command reached the network: it was not executed, and sending it again is safe. */
    NEVER_SENT,

    /** The command was handed to the network and no final reply came: the router may or may not have executed it. */
    OUTCOME_UNKNOWN,

    /** The router answered: its reply is the outcome. */
    ANSWERED
}
