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
package io.camelmikrotik.exception;

import io.camelmikrotik.routeros.CommandFate;

/**
 * A reply had more rows, or took more bytes, than may be collected in memory; the command was cancelled.
 */
public class ReplyTooLargeException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    public ReplyTooLargeException(String device, String command, int maxRows) {
        super(device, command, CommandFate.ANSWERED,
              device + " answered " + command + " with more than " + maxRows
                                                     + " rows; read them one by one (streaming=true), narrow them with where, or raise maxRows",
              null);
    }

    private ReplyTooLargeException(String device, String command, String message) {
        super(device, command, CommandFate.ANSWERED, message, null);
    }

    /** It took more bytes than it may. */
    public static ReplyTooLargeException inBytes(String device, String command, long maxReplyBytes) {
        return new ReplyTooLargeException(
                device, command,
                device + " answered " + command + " with more than " + maxReplyBytes
                                 + " bytes; read the rows one by one (streaming=true), narrow them with where or proplist, or"
                                 + " raise maxReplyBytes");
    }
}
