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
package io.camelmikrotik.feed;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What is to be done when a lease is withdrawn, until it is forgotten: a shared session may live far longer than the
 * work on it, and keeps only this of it. Any thread may call it.
 */
final class Withdrawal implements Runnable {

    private final AtomicReference<Runnable> action;

    Withdrawal(Runnable action) {
        this.action = new AtomicReference<>(action);
    }

    @Override
    public void run() {
        Runnable once = action.getAndSet(null);
        if (once != null) {
            once.run();
        }
    }

    void forget() {
        action.set(null);
    }
}
