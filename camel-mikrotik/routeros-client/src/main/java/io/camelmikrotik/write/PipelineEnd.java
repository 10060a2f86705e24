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
 * Why a pipeline sends no more over its session.
 *
 * @param kind   in a word
 * @param reason what happened, for messages; {@code null} for {@link Kind#COMPLETE}
 * @param cause  the exception behind it, or {@code null}
 */
public record PipelineEnd(Kind kind, String reason, Throwable cause) {

    /** In a word. */
    public enum Kind {
        /** Every element was sent and has its outcome. */
        COMPLETE,
        /** An element was not done, and the settings say to stop then. */
        STOPPED,
        /** The session died. What was not sent may go on over another one. */
        SESSION_LOST,
        /** The device was suspended, or the pool is closing. */
        WITHDRAWN,
        /** The source of elements, or who listens for outcomes, threw an exception. */
        BROKEN,
        /** The caller cancelled it. */
        CANCELLED
    }

    public static final PipelineEnd COMPLETE = new PipelineEnd(Kind.COMPLETE, null, null);

    public boolean isComplete() {
        return kind == Kind.COMPLETE;
    }
}
