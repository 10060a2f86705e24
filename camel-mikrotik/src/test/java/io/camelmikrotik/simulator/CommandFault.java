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
package io.camelmikrotik.simulator;

import java.time.Duration;

/**
 * What goes wrong with one command.
 */
sealed interface CommandFault {

    /** How a broken reply ends. */
    enum End {
        CLOSE,
        RESET,
        SILENCE
    }

    record Truncated(int bytes, End end) implements CommandFault {
    }

    record NotExecuted(End end) implements CommandFault {
    }

    record Dripping(Duration perByte) implements CommandFault {
    }

    record Garbage(byte[] bytes) implements CommandFault {
    }

    record Fatal(String reason) implements CommandFault {
    }

    record OtherTag(String tag) implements CommandFault {
    }

    record Delayed(Duration time) implements CommandFault {
    }

    record Trapped(String category, String message) implements CommandFault {
    }

    record TrappedAfterRows(String category, String message) implements CommandFault {
    }

    record UnknownReplyWord() implements CommandFault {
    }
}
