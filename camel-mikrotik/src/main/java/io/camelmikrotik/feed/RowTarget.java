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

/**
 * Takes what a source has: one call at a time, on the threads that the source was given, in the order of the device.
 */
public interface RowTarget {

    /**
     * Takes rows. The next call comes when these are done.
     *
     * @param  done to be called once if {@code false} was returned, on any thread
     * @return      whether they are done already
     */
    boolean take(Rows rows, Runnable done);

    /**
     * Hears why a source does not run at present; it goes on trying. Once for each failure, however often it repeats
     * itself.
     */
    void failed(Exception failure);
}
