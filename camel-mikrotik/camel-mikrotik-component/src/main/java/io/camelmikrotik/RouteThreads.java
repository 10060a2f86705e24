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

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * The threads on which routes go on after a reply: so many workers, and spare ones for replies that a worker itself
 * waits for.
 * <p/>
 * A route may wait on a worker for another reply of ours, as with {@code ProducerTemplate.requestBody}. If all workers
 * did, none would be left to bring them what they wait for. So what is begun in the course of a task here, and ends
 * before that task has, goes on on a spare thread: the task may be waiting for it. A chain of asynchronous steps leaves
 * each task before the next reply is there, and stays within the workers. Safe for any thread.
 */
final class RouteThreads implements Executor {

    /** The task in whose course the calling thread is, if it is one of ours. */
    private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();

    private final ExecutorService workers;
    private final ExecutorService spare;

    /** @param spare as many as there are tasks; none is kept for long */
    RouteThreads(ExecutorService workers, ExecutorService spare) {
        this.workers = workers;
        this.spare = spare;
    }

    @Override
    public void execute(Runnable work) {
        workers.execute(new Task(work));
    }

    /** For what the calling thread begins now and what follows from it. */
    Executor onBehalfOfCaller() {
        Task caller = CURRENT.get();
        return caller == null ? this : work -> (caller.over ? workers : spare).execute(new Task(work));
    }

    private static final class Task implements Runnable {

        private final Runnable work;
        private volatile boolean over;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            // one within another where a pool lets the caller run it
            Task outer = CURRENT.get();
            CURRENT.set(this);
            try {
                work.run();
            } finally {
                over = true;
                if (outer == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(outer);
                }
            }
        }
    }
}
