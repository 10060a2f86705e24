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
package io.camelmikrotik.internal.session;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Of a command whose reply nobody needs, such as {@code /cancel}.
 */
final class NoopListener implements ReplyListener {

    static final ReplyListener LISTENER = new NoopListener();

    private NoopListener() {
    }

    @Override
    public void onRow(RouterOsRow row) {
        // not needed
    }

    @Override
    public void onDone(DoneReply done) {
        // not needed
    }

    @Override
    public void onFailure(MikrotikException failure) {
        // not needed: whatever it is, the session's watch or its end deals with it
    }
}
