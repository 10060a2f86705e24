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
package io.camelmikrotik.benchmarks;

/**
 * A way to talk to the device, to be compared with others.
 */
interface Contender extends AutoCloseable {

    String name();

    /** One {@code /system/identity/print}, until its reply is complete. Called by many threads at once. */
    void identity() throws Exception;

    /** One print of the large table. @return the number of rows */
    int print() throws Exception;

    /** What goes wrong when closing is of no interest here. */
    @Override
    void close();
}
