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

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Safe Mode: what the session that holds it changes is undone, unless it releases it. Since 7.18 over the API; a
 * session that ends without a release is undone like one that asks for it. Changes of others meanwhile stay.
 */
final class SafeMode {

    // event loop only, but for what changed() looks at
    private Session holder;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    /** The event loop, while it executes a command of the holder; read by other threads that edit tables. */
    private volatile Thread recording;

    void register(CommandTree tree) {
        tree.command("/safe-mode/take", "write", this::take);
        tree.command("/safe-mode/release", "write", this::release);
        tree.command("/safe-mode/unroll", "write", this::unroll);
    }

    private void take(RunningCommand command) {
        if (holder == command.session) {
            throw new Refusal(null, "failure: already in safe mode");
        }
        if (holder != null) {
            throw new Refusal(null, "failure: safe mode is held by " + holder.user().readableName() + "@" + holder.peer());
        }
        holder = command.session;
        command.done();
    }

    private void release(RunningCommand command) {
        requireHolder(command);
        holder = null;
        undo.clear();
        command.done();
    }

    private void unroll(RunningCommand command) {
        requireHolder(command);
        undoAll();
        command.done();
    }

    private void requireHolder(RunningCommand command) {
        if (holder != command.session) {
            throw new Refusal(null, "failure: not in safe mode");
        }
    }

    /** Executes a command of a session, its changes being noted if it holds Safe Mode. */
    void execute(Session session, Runnable command) {
        recording = session == holder ? Thread.currentThread() : null;
        try {
            command.run();
        } finally {
            recording = null;
        }
    }

    /** A table was changed; how to undo it. */
    void changed(Runnable undoing) {
        if (recording == Thread.currentThread()) {
            undo.push(undoing);
        }
    }

    boolean isRecording() {
        return recording == Thread.currentThread();
    }

    void ended(Session session) {
        if (session == holder) {
            undoAll();
        }
    }

    Session holder() {
        return holder;
    }

    private void undoAll() {
        holder = null;
        recording = null;
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
