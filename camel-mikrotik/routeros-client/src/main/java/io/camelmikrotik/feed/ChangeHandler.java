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
 * Where changes go: a route.
 */
public interface ChangeHandler {

    /**
     * Processes one change. Called for one change at a time; may take its time.
     *
     * @return whether it was processed; if not, the failure is reported and the change will come again
     */
    boolean deliver(RowChange change);

    /**
     * Reports that the feed itself is in trouble, once per trouble. It goes on by itself.
     *
     * @param what happened, in one sentence
     */
    void failed(String what, Exception failure);
}
