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
package io.camelmikrotik.examples.blocklist;

/**
 * With {@code -Drouter.address=…}: one run against this router. Without: the demo. The exit code of a run is 0 if the
 * address list is equal to the published one, 2 if a guard stopped the run before the first write, otherwise 1.
 */
public final class BlocklistSyncApplication {

    private BlocklistSyncApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        Progress progress = new Progress(System.out, System.console() != null);
        int code = System.getProperty("router.address") != null ? new Sync(progress).run() : Demo.play(progress);
        if (code != Sync.EQUAL) {
            System.exit(code);
        }
    }
}
